package io.millrace.benchmarks.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ReadModifyWriteTest {

    private final ReadModifyWrite workload = new ReadModifyWrite(5_000, 40, 100, 7);

    @Test
    void itsInputIsAFunctionOfItsNumbers() {
        assertThat(input(workload)).isEqualTo(input(new ReadModifyWrite(5_000, 40, 100, 7)));
        assertThat(input(workload)).isNotEqualTo(input(new ReadModifyWrite(5_000, 40, 100, 8)));
    }

    @Test
    void itExpectsOneOutputForTenRecordsOfAKeyWithCountSumMinAndMax() {
        Map<Long, List<Long>> amounts = new HashMap<>();
        Digest[] expected = {Digest.EMPTY};
        workload.input(message -> {
            byte[] key = message.key();
            byte[] value = message.value();
            assertThat(value).hasSize(100);
            List<Long> ofKey = amounts.computeIfAbsent(ByteBuffer.wrap(key).getLong(), k -> new ArrayList<>());
            ofKey.add(ByteBuffer.wrap(value).getLong());
            if (ofKey.size() % 10 == 0) {
                ByteBuffer output = ByteBuffer.allocate(32)
                        .putLong(ofKey.size())
                        .putLong(ofKey.stream().mapToLong(Long::longValue).sum())
                        .putLong(ofKey.stream().mapToLong(Long::longValue).min().orElseThrow())
                        .putLong(ofKey.stream().mapToLong(Long::longValue).max().orElseThrow());
                expected[0] = expected[0].plus(key, output.array());
            }
        });
        assertThat(amounts).hasSize(40);
        assertThat(workload.expected()).isEqualTo(expected[0]);
        assertThat(workload.expected().outputs()).isBetween(480L, 500L);
    }

    @Test
    void stateSurvivesItsCodec() {
        Counter counter = new Counter();
        counter.add(-3);
        counter.add(9);
        assertThat(Counter.decode(counter.encode()).encode())
                .isEqualTo(counter.encode())
                .hasSize(Counter.BYTES);
    }

    private static List<String> input(ReadModifyWrite workload) {
        List<String> input = new ArrayList<>();
        workload.input(message -> input.add(ByteBuffer.wrap(message.key()).getLong() + ":"
                + ByteBuffer.wrap(message.value()).getLong()));
        return input;
    }
}
