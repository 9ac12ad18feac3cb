package io.millrace.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowedSumsTest {

    private final WindowedSums workload = new WindowedSums(3_000, 7, 20, 30, 2, 5);

    @Test
    void nothingIsLateAndTheLastRecordsOfEachPartitionCloseWhatIsOpen() {
        List<Message> input = new ArrayList<>();
        workload.input(input::add);
        assertThat(input).hasSize((int) workload.records());
        long highest = 0;
        int behind = 0;
        for (Message message : input) {
            assertThat(message.time()).isGreaterThan(highest - WindowedSums.DISORDER_MS);
            behind += message.time() < highest ? 1 : 0;
            highest = Math.max(highest, message.time());
        }
        assertThat(behind).isBetween(200, 400);
        List<Message> last = input.subList(3_000, input.size());
        assertThat(last).extracting(Message::partition).containsExactly(0, 1, 0, 1);
        long before = input.get(2_999).time();
        assertThat(last).allMatch(message -> message.time() - before > WindowedSums.SIZE_MS + WindowedSums.DISORDER_MS);
    }

    @Test
    void itExpectsEachWindowThatHoldsSomethingOnce() {
        for (WindowKind kind : WindowKind.values()) {
            assertThat(workload.expected(kind)).as(kind.name()).isEqualTo(asked(kind));
        }
    }

    /** The slow way: each window that could be there is asked for what lies in it. */
    private Digest asked(WindowKind kind) {
        List<Message> input = new ArrayList<>();
        workload.input(input::add);
        List<Message> elements = input.subList(0, 3_000);
        Digest digest = Digest.EMPTY;
        for (long key = 0; key < 7; key++) {
            long wanted = key;
            List<Message> ofKey = elements.stream()
                    .filter(message -> ByteBuffer.wrap(message.key()).getLong() == wanted)
                    .toList();
            for (long[] span : kind == WindowKind.SESSION ? sessions(ofKey) : spans(ofKey, kind)) {
                Sum sum = ofKey.stream()
                        .filter(message -> message.time() >= span[0] && message.time() < span[1])
                        .map(message -> Sum.add(null, message.value()))
                        .reduce(Sum.NONE, Sum::plus);
                if (sum.records() > 0) {
                    digest = digest.plus(ofKey.get(0).key(), sum.result(span[0]));
                }
            }
        }
        return digest;
    }

    private static List<long[]> spans(List<Message> messages, WindowKind kind) {
        long slide = kind == WindowKind.HOPPING ? WindowedSums.SLIDE_MS : WindowedSums.SIZE_MS;
        long first = messages.stream().mapToLong(Message::time).min().orElseThrow();
        long last = messages.stream().mapToLong(Message::time).max().orElseThrow();
        List<long[]> spans = new ArrayList<>();
        for (long start = Math.floorDiv(first - WindowedSums.SIZE_MS, slide) * slide; start <= last; start += slide) {
            spans.add(new long[] {start, start + WindowedSums.SIZE_MS});
        }
        return spans;
    }

    private static List<long[]> sessions(List<Message> messages) {
        long[] times = messages.stream().mapToLong(Message::time).sorted().toArray();
        List<long[]> spans = new ArrayList<>();
        int first = 0;
        for (int i = 1; i <= times.length; i++) {
            if (i == times.length || times[i] > times[i - 1] + WindowedSums.GAP_MS) {
                spans.add(new long[] {times[first], times[i - 1] + 1});
                first = i;
            }
        }
        return spans;
    }
}
