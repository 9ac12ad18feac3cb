package io.millrace.windowing.watermark;

import static io.millrace.windowing.watermark.InputStatus.ACTIVE;
import static io.millrace.windowing.watermark.InputStatus.ENDED;
import static io.millrace.windowing.watermark.InputStatus.IDLE;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TaskWatermarkTest {
    @Test
    void isTheMinimumOverActiveInputs() {
        TaskWatermark task = new TaskWatermark(3);
        task.set(0, 30, ACTIVE);
        task.set(1, 10, ACTIVE);
        assertThat(task.advance()).as("one input has not spoken").isEqualTo(Watermarks.NONE);
        task.set(2, 20, ACTIVE);
        assertThat(task.current()).as("only advance() combines").isEqualTo(Watermarks.NONE);
        assertThat(task.advance()).isEqualTo(10);
        assertThat(task.isAhead(1)).isFalse();
        assertThat(task.isAhead(2)).isTrue();
        task.set(1, 10, IDLE);
        assertThat(task.advance()).isEqualTo(20);
        assertThat(task.isAhead(0)).isTrue();
        assertThat(task.isAhead(1)).as("nobody waits for an idle input").isFalse();
        assertThat(task.isAhead(2)).isFalse();
    }

    @Test
    void whoIsIdleIsNeverAhead() {
        TaskWatermark task = new TaskWatermark(2);
        task.set(0, 30, IDLE);
        task.set(1, 10, ACTIVE);
        task.advance();
        assertThat(task.isAhead(0)).as("what comes now must be seen in time").isFalse();
        task.set(0, 30, ACTIVE);
        assertThat(task.isAhead(0)).isTrue();
        assertThat(task.isAhead(1)).isFalse();
    }

    @Test
    void endsOnlyWhenEveryInputHas() {
        TaskWatermark task = new TaskWatermark(3);
        task.set(0, 30, ACTIVE);
        task.set(0, Watermarks.END, ENDED);
        task.set(1, 10, ACTIVE);
        task.set(2, 20, IDLE);
        assertThat(task.advance()).isEqualTo(10);
        task.set(1, Watermarks.END, ENDED);
        assertThat(task.advance()).as("the idle one may come back").isEqualTo(30);
        assertThat(task.idle()).isTrue();
        task.set(2, Watermarks.END, ENDED);
        assertThat(task.advance()).isEqualTo(Watermarks.END);
        assertThat(task.idle()).isFalse();
    }

    @Test
    void continuesWhereTheFormerOwnerStood() {
        TaskWatermark task = new TaskWatermark(1);
        task.restore(100);
        task.set(0, 50, ACTIVE);
        assertThat(task.advance()).isEqualTo(100);
        assertThat(task.isAhead(0)).isFalse();
    }

    @Test
    void randomHistoriesNeverGoBackNorAheadOfWhatIsKnown() {
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            int inputs = 1 + random.nextInt(4);
            TaskWatermark task = new TaskWatermark(inputs);
            long[] known = new long[inputs];
            InputStatus[] statuses = new InputStatus[inputs];
            Arrays.fill(known, Watermarks.NONE);
            Arrays.fill(statuses, ACTIVE);
            long before = Watermarks.NONE;
            for (int step = 0; step < 100; step++) {
                int input = random.nextInt(inputs);
                statuses[input] = random.nextInt(3) == 0 ? IDLE : ACTIVE;
                long told = step + random.nextInt(20);
                known[input] = Math.max(known[input], told);
                task.set(input, told, statuses[input]);
                long expected = Math.max(before, reference(known, statuses));
                assertThat(task.advance()).as("seed %d step %d", seed, step).isEqualTo(expected);
                before = expected;
                for (int i = 0; i < inputs; i++) {
                    boolean holds = statuses[i] == ACTIVE && known[i] <= expected;
                    assertThat(holds && task.isAhead(i))
                            .as("seed %d step %d: %d holds the task back", seed, step, i)
                            .isFalse();
                }
            }
        }
    }

    private static long reference(long[] known, InputStatus[] statuses) {
        long lowest = Long.MAX_VALUE;
        long highest = Watermarks.NONE;
        boolean active = false;
        for (int i = 0; i < known.length; i++) {
            highest = Math.max(highest, known[i]);
            if (statuses[i] == ACTIVE) {
                active = true;
                lowest = Math.min(lowest, known[i]);
            }
        }
        return active ? lowest : highest;
    }
}
