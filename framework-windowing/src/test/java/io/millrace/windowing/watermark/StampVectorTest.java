package io.millrace.windowing.watermark;

import static io.millrace.windowing.watermark.InputStatus.ACTIVE;
import static io.millrace.windowing.watermark.InputStatus.ENDED;
import static io.millrace.windowing.watermark.InputStatus.IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.state.codec.CodecException;
import io.millrace.windowing.watermark.Stamp.TaskStamp;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class StampVectorTest {
    private final StampVector vector = new StampVector();

    private void tell(int tasks, int task, long watermark, InputStatus status) {
        vector.accept(new Stamp("up", tasks, List.of(new TaskStamp(task, watermark, status))));
    }

    @Test
    void silenceIsNeverIdleness() {
        assertThat(vector.status()).isEqualTo(ACTIVE);
        assertThat(vector.slowestTask()).isEqualTo(-1);
        tell(2, 0, 100, ACTIVE);
        assertThat(vector.watermark()).isEqualTo(Watermarks.NONE);
        assertThat(vector.slowestTask()).isEqualTo(1);
        tell(2, 0, 100, IDLE);
        assertThat(vector.watermark()).isEqualTo(Watermarks.NONE);
        assertThat(vector.status()).isEqualTo(ACTIVE);
        tell(2, 1, 60, ACTIVE);
        assertThat(vector.watermark()).isEqualTo(60);
    }

    @Test
    void allIdleGivesTheHighestKnown() {
        tell(2, 0, 100, IDLE);
        tell(2, 1, 60, IDLE);
        assertThat(vector.status()).isEqualTo(IDLE);
        assertThat(vector.watermark()).isEqualTo(100);
        assertThat(vector.slowestTask()).isEqualTo(-1);
        tell(2, 1, 70, ACTIVE);
        assertThat(vector.watermark()).as("never back").isEqualTo(100);
        assertThat(vector.slowestTask()).isEqualTo(1);
    }

    @Test
    void endedIsPlusInfinity() {
        tell(2, 0, Watermarks.END, ENDED);
        tell(2, 1, 60, ACTIVE);
        assertThat(vector.watermark()).isEqualTo(60);
        tell(2, 1, 60, IDLE);
        assertThat(vector.watermark()).as("one may still come back").isEqualTo(60);
        assertThat(vector.status()).isEqualTo(IDLE);
        tell(2, 1, Watermarks.END, ENDED);
        assertThat(vector.watermark()).isEqualTo(Watermarks.END);
        assertThat(vector.status()).isEqualTo(ENDED);
    }

    @Test
    void theNewestNumberOfTasksCounts() {
        tell(1, 0, 100, ACTIVE);
        assertThat(vector.watermark()).isEqualTo(100);
        tell(3, 0, 200, ACTIVE);
        assertThat(vector.watermark()).as("two are unheard of, but never back").isEqualTo(100);
        tell(3, 1, 300, ACTIVE);
        tell(3, 2, 300, ACTIVE);
        assertThat(vector.watermark()).isEqualTo(200);
    }

    @Test
    void isOnlyWrittenWhenSomethingIsNew() {
        assertThat(vector.changed()).isFalse();
        tell(1, 0, 100, ACTIVE);
        assertThat(vector.changed()).isTrue();
        vector.encode();
        assertThat(vector.changed()).isFalse();
        tell(1, 0, 100, ACTIVE);
        tell(1, 0, 90, ACTIVE);
        assertThat(vector.changed()).isFalse();
        tell(1, 0, 100, IDLE);
        assertThat(vector.changed()).isTrue();
    }

    @Test
    void randomHistoriesFollowTheModelAlsoAcrossRestarts() {
        for (int seed = 0; seed < 300; seed++) {
            follow(new Random(seed), "seed " + seed);
        }
    }

    private static void follow(Random random, String seed) {
        int tasks = 1 + random.nextInt(5);
        StampVector vector = new StampVector();
        Map<Integer, TaskStamp> model = new TreeMap<>();
        long floor = Watermarks.NONE;
        for (int step = 0; step < 60; step++) {
            List<TaskStamp> entries = new ArrayList<>();
            for (int i = random.nextInt(3); i >= 0; i--) {
                InputStatus status = random.nextInt(4) == 0 ? IDLE : ACTIVE;
                entries.add(new TaskStamp(random.nextInt(tasks), step * 10L + random.nextInt(50), status));
            }
            vector.accept(new Stamp("up", tasks, entries));
            entries.forEach(entry -> model.merge(
                    entry.task(),
                    entry,
                    (old, now) -> new TaskStamp(now.task(), Math.max(old.watermark(), now.watermark()), now.status())));
            floor = Math.max(floor, reference(model, tasks));
            if (random.nextInt(5) == 0) {
                vector = StampVector.decode(vector.encode());
            }
            assertThat(vector.watermark()).as("%s step %d", seed, step).isEqualTo(floor);
        }
    }

    private static long reference(Map<Integer, TaskStamp> model, int tasks) {
        if (model.size() < tasks) {
            return Watermarks.NONE;
        }
        return model.values().stream()
                .filter(entry -> entry.status() == ACTIVE)
                .mapToLong(TaskStamp::watermark)
                .min()
                .orElseGet(() -> model.values().stream()
                        .mapToLong(TaskStamp::watermark)
                        .max()
                        .orElseThrow());
    }

    @Test
    void hostileBytesAreAVectorOrAnErrorAndNothingElse() {
        tell(3, 0, 5, ACTIVE);
        tell(3, 2, 7, IDLE);
        byte[] good = vector.encode();
        Random random = new Random(3);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 3));
            for (int flips = random.nextInt(3); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                StampVector.decode(bytes);
            } catch (CodecException expected) {
                assertThat(expected).hasMessageContaining("MR-0503");
            }
        }
    }
}
