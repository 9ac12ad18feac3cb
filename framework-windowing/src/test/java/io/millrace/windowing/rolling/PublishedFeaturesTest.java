package io.millrace.windowing.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.model.RollingModel;
import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.Codec;
import io.millrace.windowing.TestTask;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The published window features of card transactions, exactly: counts and sums per card, counts and frauds per terminal. */
class PublishedFeaturesTest {
    private static final long DAY_MS = 86_400_000L;
    private static final List<String> SIZES = List.of("1d", "7d", "30d");
    private static final List<Long> SIZES_MS = List.of(DAY_MS, 7 * DAY_MS, 30 * DAY_MS);

    /** 2018-07-01, less the 37 days that its features look back, and one. */
    private static final long FIRST_MS = 1_530_403_200_000L - 38 * DAY_MS;

    /** One key in so many is followed; 1: all, for the whole truth in a minute. */
    private static final int ONE_IN = Integer.getInteger("millrace.features.oneIn", 10);

    private static final int COMMIT_EVERY = 5_000;

    private record Sums(long count, long sum) {}

    private record Summing() implements Folder<Long, Sums> {
        @Override
        public Sums fold(@Nullable Sums soFar, Long added) {
            return soFar == null ? new Sums(1, added) : new Sums(soFar.count + 1, soFar.sum + added);
        }

        @Override
        public Sums unfold(Sums soFar, Long removed) {
            return new Sums(soFar.count - 1, soFar.sum - removed);
        }
    }

    private record Tx(long id, long timeMs, int customer, int terminal, long cents, long fraud) {
        static Tx parse(String line) {
            String[] fields = line.split(",");
            return new Tx(
                    Long.parseLong(fields[0]),
                    Long.parseLong(fields[1]) * 1_000,
                    Integer.parseInt(fields[2]),
                    Integer.parseInt(fields[3]),
                    Long.parseLong(fields[4]),
                    Long.parseLong(fields[5]));
        }
    }

    private static final Codec<Object> LONGS = new Codec<>() {
        @Override
        public byte[] encode(Object value) {
            return new BytesWriter().writeSigned((Long) value).toBytes();
        }

        @Override
        public Object decode(byte[] bytes) {
            return new BytesReader(bytes).readSigned();
        }
    };

    private static final Codec<Object> SUMS = new Codec<>() {
        @Override
        public byte[] encode(Object value) {
            Sums sums = (Sums) value;
            return new BytesWriter()
                    .writeUnsigned(sums.count)
                    .writeSigned(sums.sum)
                    .toBytes();
        }

        @Override
        public Object decode(byte[] bytes) {
            BytesReader in = new BytesReader(bytes);
            return new Sums(in.readUnsigned(), in.readSigned());
        }
    };

    private final List<TestTask> tasks = new ArrayList<>();

    private final RollingWindows<Long, Sums> byCustomer = rolling(0);
    /** Labels become known after seven days: once as elements of their own, once as a delay of the window. */
    private final RollingWindows<Long, Sums> byTerminal = rolling(0);

    private final RollingWindows<Long, Sums> byTerminalDelayed = rolling(7 * DAY_MS);
    private final Queue<Tx> unlabelled = new ArrayDeque<>();
    private int compared;

    private RollingWindows<Long, Sums> rolling(long delayMs) {
        TestTask task = new TestTask(RollingStores.specs("r", LONGS, SUMS, true, true));
        tasks.add(task);
        return new RollingWindows<>(
                new RollingModel(SIZES, SIZES_MS, delayMs, true), new Summing(), task.buffer(), 0, 1, task);
    }

    @Test
    void areReproducedExactly() throws IOException {
        Path data = Path.of(System.getProperty("millrace.data.dir", "absent"), "fdh");
        assumeTrue(Files.exists(data), "no fdh data");
        Set<String> ambiguous = new HashSet<>(Files.readAllLines(data.resolve("ambiguous_tx_ids.txt")));
        try (BufferedReader transactions = open(data.resolve("transactions.csv.gz"));
                BufferedReader features = open(data.resolve("features_2018-07-01_2018-08-14.csv.gz"))) {
            transactions.readLine();
            features.readLine();
            String expected = features.readLine();
            while (expected != null) {
                Tx tx = Tx.parse(transactions.readLine());
                boolean published = expected.startsWith(tx.id + ",");
                if (tx.timeMs >= FIRST_MS) {
                    check(tx, published && !ambiguous.contains("" + tx.id) ? expected : null);
                }
                expected = published ? features.readLine() : expected;
            }
        }
        assertThat(compared).isGreaterThan(2 * 430_000 / ONE_IN - 20_000);
    }

    private static BufferedReader open(Path file) throws IOException {
        return new BufferedReader(
                new InputStreamReader(new GZIPInputStream(Files.newInputStream(file)), StandardCharsets.US_ASCII));
    }

    private void check(Tx tx, @Nullable String expected) {
        if (tx.customer % ONE_IN == 0) {
            tasks.get(0).select("" + tx.customer, tx.timeMs);
            byCustomer.add(tx.cents);
            compare(text(byCustomer), expected, 1);
        }
        if (tx.terminal % ONE_IN == 0) {
            learnLabels(tx.timeMs);
            unlabelled.add(tx);
            tasks.get(1).select("" + tx.terminal, tx.timeMs);
            compare(text(byTerminal), expected, 7);
            tasks.get(2).select("" + tx.terminal, tx.timeMs);
            byTerminalDelayed.add(tx.fraud);
            compare(text(byTerminalDelayed), expected, 7);
        }
        tasks.forEach(task -> task.buffer().keep());
        if (tx.id % COMMIT_EVERY == 0) {
            tasks.forEach(TestTask::commit);
        }
    }

    private void learnLabels(long timeMs) {
        while (!unlabelled.isEmpty() && unlabelled.peek().timeMs + 7 * DAY_MS <= timeMs) {
            Tx labelled = unlabelled.remove();
            tasks.get(1).select("" + labelled.terminal, labelled.timeMs + 7 * DAY_MS);
            byTerminal.add(labelled.fraud);
        }
    }

    private void compare(String computed, @Nullable String expected, int firstField) {
        if (expected != null) {
            String[] fields = expected.split(",");
            assertThat(computed)
                    .as(expected)
                    .isEqualTo(String.join(",", List.of(fields).subList(firstField, firstField + 6)));
            compared++;
        }
    }

    private static String text(RollingWindows<Long, Sums> rolling) {
        StringBuilder text = new StringBuilder();
        for (String size : SIZES) {
            Sums sums = rolling.get(size);
            text.append(text.isEmpty() ? "" : ",").append(sums == null ? 0 : sums.count);
            text.append(',').append(sums == null ? 0 : sums.sum);
        }
        return text.toString();
    }
}
