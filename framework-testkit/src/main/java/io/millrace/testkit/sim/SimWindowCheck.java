package io.millrace.testkit.sim;

import io.millrace.model.Names;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import io.millrace.port.InputRecord;
import io.millrace.spi.TypeRef;
import io.millrace.state.EntryKey;
import io.millrace.state.codec.Codecs;
import io.millrace.testkit.sim.WindowListener.Sum;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What must hold of windows at the end: each gave its final result exactly once, in order of time, and left nothing. */
final class SimWindowCheck {
    /** What the engine keeps about inputs and stores stays for ever. */
    private static final Set<Integer> OWN_STORES =
            Set.of(Names.storeId("millrace:inputs"), Names.storeId("millrace:stores"));

    private final SimCluster cluster;

    private final boolean complete;

    /** @param complete whether all windows must have closed */
    SimWindowCheck(SimCluster cluster, boolean complete) {
        this.cluster = cluster;
        this.complete = complete;
    }

    void check(List<Message> accepted) {
        List<String> results = new ArrayList<>();
        List<String> letters = new ArrayList<>();
        Map<String, List<Message>> byGroup = new TreeMap<>();
        accepted.forEach(message -> byGroup.computeIfAbsent(message.group(), any -> new ArrayList<>())
                .add(message));
        byGroup.forEach((group, messages) -> WindowListener.WINDOWS.forEach(
                window -> windows(window, messages).forEach((span, sum) -> {
                    String line = group + " " + WindowListener.line(window.name(), span.start(), span.end(), sum);
                    (sum.isPoison() ? letters : results).add(line);
                })));
        same("windows", results, found());
        same("letters of windows", letters, deadLetters());
        if (complete) {
            cluster.logsOf(SimListener.changelogOf(WindowListener.NAME)).forEach(this::demandNothingLeft);
        }
    }

    private record Span(long start, long end) {}

    private static Map<Span, Sum> windows(WindowModel window, List<Message> messages) {
        Map<Span, Sum> sums = new TreeMap<>(Comparator.comparingLong(Span::start));
        if (window.kind() == WindowKind.SESSION) {
            messages.sort(Comparator.comparingLong(Message::time));
            Span last = null;
            for (Message message : messages) {
                Sum sum = last == null || message.time() > last.end() ? Sum.NOTHING : sums.remove(last);
                long start = sum == Sum.NOTHING || last == null ? message.time() : last.start();
                last = new Span(start, message.time() + window.span().size());
                sums.put(last, sum.plus(message));
            }
            return sums;
        }
        for (Message message : messages) {
            long first = message.time()
                    - Math.floorMod(
                            message.time() - window.span().offset(),
                            window.span().slide());
            for (long start = first;
                    start + window.span().size() > message.time();
                    start -= window.span().slide()) {
                sums.merge(new Span(start, start + window.span().size()), Sum.NOTHING.plus(message), Sum::plus);
            }
        }
        return sums;
    }

    private List<String> found() {
        List<String> found = new ArrayList<>();
        for (SimLog log : cluster.logsOf("windowed")) {
            long before = Long.MIN_VALUE;
            for (InputRecord record : log.committed()) {
                String line = text(record.value());
                long end = Long.parseLong(line.split("\\|")[2]);
                cluster.loop().demand(end >= before, "windows close in order of time: " + line);
                cluster.loop()
                        .demand(record.timestamp() == end - 1, "a window's result bears its last instant: " + line);
                before = end;
                found.add(text(record.key()) + " " + line);
            }
        }
        return found;
    }

    private List<String> deadLetters() {
        List<String> found = new ArrayList<>();
        for (SimLog log : cluster.logsOf(SimListener.deadLettersOf(WindowListener.NAME))) {
            for (InputRecord letter : log.committed()) {
                byte[] value = Objects.requireNonNull(letter.value());
                Sum sum = Sum.of(Codecs.of(TypeRef.of(String.class)).decode(value));
                found.add(text(letter.key()) + " "
                        + WindowListener.line(
                                header(letter, "millrace.error.handler"),
                                Long.parseLong(header(letter, "millrace.error.window.start")),
                                Long.parseLong(header(letter, "millrace.error.window.end")),
                                sum));
                cluster.loop().demand(header(letter, "millrace.error.kind").equals("window"), "kind of letter");
            }
        }
        return found;
    }

    private static String header(InputRecord letter, String name) {
        return text(letter.headers().last(name));
    }

    private static String text(byte @Nullable [] bytes) {
        return bytes == null ? "" : new String(bytes, StandardCharsets.UTF_8);
    }

    /** All windows have closed: what the changelog still holds is no window's. */
    private void demandNothingLeft(SimLog changelog) {
        Map<ByteBuffer, Boolean> live = new TreeMap<>();
        for (InputRecord change : changelog.committed()) {
            byte[] key = change.key();
            if (key != null) {
                live.put(ByteBuffer.wrap(key), change.value() != null);
            }
        }
        live.forEach((key, there) -> cluster.loop()
                .demand(
                        !there
                                || OWN_STORES.contains(
                                        EntryKey.parse(key.array()).store()),
                        "something of a window is left in " + changelog.partition()));
    }

    private void same(String what, List<String> expected, List<String> found) {
        List<String> missing = new ArrayList<>(expected);
        found.forEach(missing::remove);
        List<String> tooMany = new ArrayList<>(found);
        expected.forEach(tooMany::remove);
        cluster.loop()
                .demand(
                        (missing.isEmpty() || !complete) && tooMany.isEmpty(),
                        what + ": missing " + missing + ", not expected " + tooMany);
    }
}
