package io.millrace.testkit.sim;

import io.millrace.model.Names;
import io.millrace.port.InputRecord;
import io.millrace.spi.TypeRef;
import io.millrace.state.EntryKey;
import io.millrace.state.codec.Codecs;
import io.millrace.testkit.sim.WindowListener.Sum;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
                window -> SimWindows.of(window.span(), messages).forEach((span, sum) -> {
                    String line = group + " " + WindowListener.line(window.name(), span.start(), span.end(), sum);
                    boolean refused = sum.isPoison() && !WindowListener.isEarly(window);
                    (refused ? letters : results).add(line);
                })));
        same("windows", results, found());
        same("letters of windows", letters, deadLetters());
        if (complete) {
            cluster.logsOf(SimListener.changelogOf(WindowListener.NAME)).forEach(this::demandNothingLeft);
        }
    }

    /** The final results; those before them are looked at on the way. */
    private List<String> found() {
        List<String> found = new ArrayList<>();
        for (SimLog log : cluster.logsOf("windowed")) {
            long before = Long.MIN_VALUE;
            SimEarlyCheck early = new SimEarlyCheck(cluster.loop());
            for (InputRecord record : log.committed()) {
                String key = text(record.key());
                String line = text(record.value());
                long end = Long.parseLong(line.split("\\|")[2]);
                cluster.loop()
                        .demand(record.timestamp() == end - 1, "a window's result bears its last instant: " + line);
                if (SimEarlyCheck.isOf(line)) {
                    line = early.next(key, line);
                } else {
                    cluster.loop().demand(end >= before, "windows close in order of time: " + line);
                    before = end;
                }
                if (line != null) {
                    found.add(key + " " + line);
                }
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
