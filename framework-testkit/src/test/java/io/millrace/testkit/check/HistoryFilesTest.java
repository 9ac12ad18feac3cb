package io.millrace.testkit.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.check.Declared.Form;
import io.millrace.testkit.check.Declared.Kind;
import io.millrace.testkit.check.Observed.Moment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Histories come back from files as they were written, whatever end their writers had. */
class HistoryFilesTest {
    @TempDir
    Path folder;

    /** One of each kind, with what JSON has to look out for. */
    private static final List<Event> ALL = List.of(
            new Declared.Reads("l", "in", true, -1),
            new Declared.Writes("l", "out", Form.FOLD),
            new Declared.Window("l", "w", Kind.SESSION, 10, 0, 0, 5),
            new Declared.Bound(Declared.LAG_ZERO_MS, 1),
            new Logged.Fed("in", 0, 1, 2, "k\"\\\n\u0001\u00e9\ud83d\ude00", Event.NONE, -3, Long.MAX_VALUE, true),
            new Logged.Output("l", "out", 0, 1, "", 2, "", 3, 0, 1, 1, 2, Long.MIN_VALUE + 1),
            new Logged.TimerFired("l", "out", 0, 1, "tx", 0, "k", 1, 2, 3, 4),
            new Logged.WindowResult("l", "out", 0, 1, "tx", 0, "w", "k", 1, 2, 3, 4, 5),
            new Logged.Late("l", "late", 0, 1, "tx", 0, "w", 7, "k", Event.NONE, 2),
            new Logged.DeadLetter("l", "dlq", 0, 1, "tx", 7, 0, 1, "failed"),
            new Logged.Change("l", "log", 0, 1, "tx", "n", "k", "", null),
            new Logged.Change("l", "log", 0, 2, "tx", "n", "k", "", "1"),
            new Observed.Acked("in", 0, 1, 2, "k"),
            new Observed.Seen("out", 0, 1, 2, "k", 3, 4),
            new Observed.Aborted("out", 0, 1, "tx"),
            new Observed.Committed("l", "in", 0, "tx", 1, 2, 3, -1, Event.NONE, 5, 6),
            new Observed.TimerSet("l", "out", 0, 1, "tx", 0, "k", 1, 2),
            new Observed.Snapshot("s", "l", 0, Moment.ENDED, 3),
            new Observed.Entry("s", "n", "k", "", "1"),
            new Observed.Restored("l", 0, 1, 2, false),
            new Observed.Answered("r", "l", "k", 1),
            new Observed.Started("p"),
            new Observed.Stopped("p"),
            new Observed.Killed("p"),
            new Observed.Troubled("network cut"),
            new Observed.Healed(),
            new Observed.Lag("l", 0),
            new Observed.LogEnd("out", 0, 1, 1),
            new Observed.OpenTransaction("id"));

    @Test
    void everyKindOfFactComesBack() {
        Path file = folder.resolve("a.jsonl");
        try (HistoryWriter writer = HistoryWriter.open(file, "a")) {
            ALL.forEach(writer::add);
        }

        assertThat(events(HistoryReader.read(List.of(file)))).containsExactlyElementsOf(ALL);
        assertThat(kinds(Event.class)).containsExactlyInAnyOrderElementsOf(kindsOf(ALL));
    }

    private static List<String> kindsOf(List<Event> events) {
        return Stream.concat(Stream.of("Opened"), events.stream().map(event -> event.getClass()
                        .getSimpleName()))
                .distinct()
                .toList();
    }

    private static List<String> kinds(Class<?> kind) {
        return kind.isRecord()
                ? List.of(kind.getSimpleName())
                : Stream.of(kind.getPermittedSubclasses())
                        .flatMap(part -> kinds(part).stream())
                        .toList();
    }

    private static List<Event> events(History history) {
        return history.steps().stream()
                .map(Step::event)
                .filter(event -> !(event instanceof Observed.Opened))
                .toList();
    }

    @Test
    void filesOfAFolderAreMergedByTimeAndKeepTheirOwnOrder() {
        AtomicLong clock = new AtomicLong(100);
        try (HistoryWriter one = HistoryWriter.open(folder.resolve("1.jsonl"), "one", clock::get);
                HistoryWriter two = HistoryWriter.open(folder.resolve("2.jsonl"), "two", clock::get)) {
            two.add(new Observed.Started("a"));
            clock.set(300);
            one.add(new Observed.Started("b"));
            clock.set(200);
            two.add(new Observed.Started("c"));
            one.add(new Observed.Started("d")); // its clock went back
        }

        assertThat(HistoryReader.read(List.of(folder)).all(Observed.Started.class))
                .extracting(Observed.Started::process)
                .containsExactly("a", "c", "b", "d");
    }

    @Test
    void tornLinesAreWhereAKilledProcessCanHaveLeftThem() throws IOException {
        Path file = folder.resolve("a.jsonl");
        try (HistoryWriter writer = HistoryWriter.open(file, "a")) {
            writer.add(new Observed.Started("first"));
            writer.add(new Observed.Started("torn"));
        }
        Files.writeString(file, whole(file).substring(0, whole(file).length() - 9));
        assertThat(events(HistoryReader.read(List.of(file)))).containsExactly(new Observed.Started("first"));

        try (HistoryWriter writer = HistoryWriter.open(file, "a")) {
            writer.add(new Observed.Started("second"));
        }
        assertThat(events(HistoryReader.read(List.of(file))))
                .containsExactly(new Observed.Started("first"), new Observed.Started("second"));
    }

    @Test
    void aDamagedLineElsewhereIsAnError() throws IOException {
        Path file = folder.resolve("a.jsonl");
        try (HistoryWriter writer = HistoryWriter.open(file, "a")) {
            writer.add(new Observed.Started("first"));
            writer.add(new Observed.Started("second"));
        }
        Files.writeString(file, whole(file).replace("\"first\"", "\"first"));

        assertThatThrownBy(() -> HistoryReader.read(List.of(file))).hasMessageStartingWith("MR-0911 line 2 of " + file);
    }

    @Test
    void aFactOfAnUnknownKindIsAnError() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Files.writeString(file, "{\"at\":1,\"by\":\"a\",\"event\":\"rumour\"}\n");

        assertThatThrownBy(() -> HistoryReader.read(List.of(file))).hasMessageContaining("no fact is called rumour");
    }

    @Test
    void aLineIsSafeWhenAddReturns() throws IOException {
        Path file = folder.resolve("a.jsonl");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xshare:auto",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Endless.class.getName(),
                        file.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String told;
        try (var out = process.inputReader()) {
            do {
                told = out.readLine();
            } while (told != null && !told.equals("50"));
            process.destroyForcibly().onExit().join();
        }

        assertThat(told).isEqualTo("50");
        assertThat(HistoryReader.read(List.of(file)).all(Observed.Started.class))
                .hasSizeGreaterThanOrEqualTo(50);
    }

    /** Writes facts until it is killed, and tells how many it has written. */
    static final class Endless {
        private Endless() {}

        public static void main(String[] arguments) throws IOException {
            HistoryWriter writer = HistoryWriter.open(Path.of(arguments[0]), "endless");
            for (int i = 1; ; i++) {
                writer.add(new Observed.Started("p" + i));
                System.out.println(i);
            }
        }
    }

    private static String whole(Path file) throws IOException {
        return Files.readString(file);
    }

    @Test
    void appendingNeverChangesWhatIsThere() throws IOException {
        Path file = folder.resolve("a.jsonl");
        HistoryWriter.open(file, "a").close();
        Files.writeString(file, "{\"at\":", StandardOpenOption.APPEND);
        String before = whole(file);
        HistoryWriter.open(file, "a").close();

        assertThat(whole(file)).startsWith(before + "\n");
    }
}
