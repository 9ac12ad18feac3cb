package io.millrace.docs.windows;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.docs.windows.Picture.Row;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the page about windows says of each kind comes out of the engine, and its pictures show what came out. */
class WindowsTest {
    private static final Path PICTURES =
            Path.of(System.getProperty("millrace.root.dir", ".."), "docs", "pictures", "windows");

    @Test
    void tumbling() throws IOException {
        shows(
                TumblingViews.class,
                "tumbling",
                "13:50-14:00 abc at 14:03",
                "14:00-14:10 de at 14:16",
                "14:10-14:20 f at 14:31");
    }

    @Test
    void hopping() throws IOException {
        shows(
                WindowKinds.class,
                "hopping",
                "13:45-13:55 ab at 13:56",
                "13:50-14:00 abc at 14:03",
                "13:55-14:05 cd at 14:06",
                "14:00-14:10 de at 14:16",
                "14:05-14:15 e at 14:16",
                "14:10-14:20 f at 14:31",
                "14:15-14:25 f at 14:31");
    }

    @Test
    void session() throws IOException {
        shows(
                WindowKinds.class,
                "session",
                "13:51-14:01 abc at 14:03",
                "14:03-14:11 de at 14:16",
                "14:16-14:21 f at 14:31");
    }

    @Test
    void sessionWhoseRecordsSayTheGap() throws IOException {
        shows(WindowKinds.class, "reading", "13:51-14:11 abcde at 14:16", "14:16-14:21 f at 14:31");
    }

    @Test
    void sliding() throws IOException {
        shows(
                WindowKinds.class,
                "sliding",
                "13:46-13:51:00.001 a at 13:54",
                "13:49-13:54:00.001 ab at 13:56",
                "13:51-13:56:00.001 abc at 14:03",
                "13:51:00.001-13:56:00.002 bc at 14:03",
                "13:54:00.001-13:59:00.002 c at 14:03",
                "13:58-14:03:00.001 d at 14:06",
                "14:01-14:06:00.001 de at 14:16",
                "14:03:00.001-14:08:00.002 e at 14:16",
                "14:11-14:16:00.001 f at 14:31");
    }

    @Test
    void cumulating() throws IOException {
        shows(
                WindowKinds.class,
                "cumulating",
                "13:30-14:00 abc at 14:03",
                "14:00-14:10 de at 14:16",
                "14:00-14:20 def at 14:31",
                "14:00-14:30 def at 14:31");
    }

    @Test
    void hierarchy() throws IOException {
        shows(
                WindowKinds.class,
                "levels",
                "13:50-14:00 abc at 14:03",
                "13:30-14:00 abc at 14:03",
                "14:00-14:10 de at 14:16",
                "14:10-14:20 f at 14:31",
                "14:00-14:30 def at 14:31");
    }

    @Test
    void global() throws IOException {
        shows(WindowKinds.class, "global", "global ab at 13:54", "global abcd at 14:03", "global abcdef at 14:16");
    }

    @Test
    void counting() throws IOException {
        shows(WindowKinds.class, "counted", "global ab at 13:54", "global bcd at 14:03", "global def at 14:16");
    }

    @Test
    void custom() throws IOException {
        Play play = shows(WindowKinds.class, "shifts", "06:00-14:00 abc at 14:03");
        play.test().endInput();
        assertThat(play.test().output("shifts", Seen.class))
                .extracting(Seen::pages)
                .containsExactly("abc", "def", "g");
    }

    @Test
    void emissions() throws IOException {
        Map<String, String> shown = new LinkedHashMap<>();
        shown.put("at-close", "by default");
        shown.put("on-update", "onUpdate");
        shown.put("every", "every = 2m");
        shown.put("by-count", "count alone");
        shown.put("purged", "count, purge");
        Play play = Play.inOrder(Emissions.class, shown.keySet().toArray(String[]::new));
        long close = Clock.millis("14:00");

        List<Row> rows = new ArrayList<>();
        shown.forEach((topic, label) -> rows.add(new Row(
                label,
                Clock.millis("13:50"),
                close,
                play.given(topic).stream()
                        .filter(each -> each.seen().to() == close)
                        .toList())));
        assertThat(rows)
                .extracting(row -> row.label() + ": " + row.results())
                .containsExactly(
                        "by default: [13:50-14:00 abc at 14:03]",
                        "onUpdate: [13:50-14:00 a at 13:51, 13:50-14:00 ab at 13:54, 13:50-14:00 abc at 13:56,"
                                + " 13:50-14:00 abc at 14:03]",
                        "every = 2m: [13:50-14:00 ab at 13:54, 13:50-14:00 abc at 13:56, 13:50-14:00 abc at 14:03]",
                        "count alone: [13:50-14:00 ab at 13:54]",
                        "count, purge: [13:50-14:00 ab at 13:54, 13:50-14:00 c at 14:03]");
        check(
                "emissions",
                Picture.of("When a window gives its results", play.sent().subList(0, 4), rows));
    }

    @Test
    void lateRecords() throws IOException {
        Play play = Play.withLateOnes(LateViews.class, "refined");
        assertThat(play.given("refined"))
                .extracting(Play.Given::toString)
                .containsExactly(
                        "13:50-14:00 abc at 14:03",
                        "13:50-14:00 abcx at 14:06",
                        "14:00-14:10 de at 14:16",
                        "14:10-14:20 f at 14:31");
        assertThat(play.given("refined"))
                .extracting(each -> each.seen().firing() + " " + each.seen().index())
                .startsWith("ON_TIME 0", "REFINED 1");
        assertThat(play.test().late("too-late"))
                .extracting(late -> ((View) late).page())
                .containsExactly("y");
        check("late", Picture.of("A late record refines a result", play.sent(), bySpan(play.given("refined"))));
    }

    /** As the page says of replicas that die. */
    @ParameterizedTest
    @ValueSource(classes = {WindowKinds.class, Emissions.class, LateViews.class})
    void noDeathOfAReplicaShows(Class<?> listener) {
        Play.withLateOnes(listener).test().endInput().verifyReplayable();
    }

    private static Play shows(Class<?> listener, String topic, String... expected) throws IOException {
        Play play = Play.inOrder(listener, topic);
        List<Play.Given> given = play.given(topic);
        assertThat(given).extracting(Play.Given::toString).containsExactly(expected);
        check(
                topic,
                Picture.of(
                        topic + " windows",
                        play.sent(),
                        topic.equals("counted") ? byRecords(play, given) : bySpan(given)));
        return play;
    }

    /** A row for each window. */
    private static List<Row> bySpan(List<Play.Given> results) {
        Map<String, Row> rows = new LinkedHashMap<>();
        for (Play.Given each : results) {
            Seen seen = each.seen();
            boolean global = seen.from() == Long.MIN_VALUE;
            String label = global ? "global" : Clock.minutes(seen.from()) + "–" + Clock.minutes(seen.to());
            rows.computeIfAbsent(
                            seen.from() + " " + seen.to(),
                            unknown -> new Row(label, seen.from(), seen.to(), new ArrayList<>()))
                    .results()
                    .add(each);
        }
        return List.copyOf(rows.values());
    }

    /** A row for each result, from the first of its records to the last. */
    private static List<Row> byRecords(Play play, List<Play.Given> results) {
        List<Row> rows = new ArrayList<>();
        for (Play.Given each : results) {
            List<Long> times = play.sent().stream()
                    .filter(record -> each.seen().pages().contains(record.page()))
                    .map(Play.Sent::at)
                    .toList();
            String label = times.size() + " records";
            rows.add(new Row(label, times.get(0), times.get(times.size() - 1), List.of(each)));
        }
        return rows;
    }

    /** With {@code -Dmillrace.docs.write=true} the picture is drawn anew; look at it and commit it. */
    private static void check(String name, String svg) throws IOException {
        Path file = PICTURES.resolve(name + ".svg");
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.createDirectories(PICTURES);
            Files.writeString(file, svg);
        }
        assertThat(file).as("run again with -Dmillrace.docs.write=true").hasContent(svg);
    }
}
