package io.millrace.windowing.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.WindowModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.DueEntry;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codecs;
import io.millrace.windowing.TestTask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What overlapping windows cost in merges, and that what is kept from one to the next shows in no result. */
class SharedMergesTest {
    private static final long SECOND = 1_000;
    private static final int SECONDS = 600;

    /** Sums of one key, an element a second. In floating point, where it matters who is added to whom. */
    private static final class Sums implements WindowFold {
        private static final byte[] KEY = "k".getBytes(StandardCharsets.UTF_8);
        private final WindowModel model = WindowPlay.hopping(60 * SECOND, SECOND, 0);
        final TestTask task = new TestTask(WindowStores.specs(model, Codecs.of(TypeRef.of(Double.class))));
        final List<Double> results = new ArrayList<>();
        int merges;
        private KeyWindows windows =
                WindowStores.windows(model, new WindowStores.Methods(this, null), task.buffer(), 0, () -> 0);

        @Override
        public Object fold(@Nullable Object soFar, Object element) {
            return soFar == null ? element : (Double) soFar + (Double) element;
        }

        @Override
        public Object merge(Object earlier, Object later) {
            merges++;
            return (Double) earlier + (Double) later;
        }

        @Override
        public long gapMs(Object element) {
            throw new AssertionError("no session");
        }

        void add(int second) {
            long time = second * SECOND;
            task.buffer().select(KEY);
            windows.add(0.1 * second, time, time, (span, at, all) -> {});
        }

        void second(int second) {
            add(second);
            task.buffer().keep();
            DueEntry due;
            while ((due = task.buffer().nextDue(Domain.EVENT, second * SECOND)) != null) {
                task.buffer().select(due.key());
                windows.fire(due, (span, time, all) -> results.add((Double) all));
                task.buffer().keep();
            }
        }

        void restart() {
            task.commit();
            task.reopen();
            windows = WindowStores.windows(model, new WindowStores.Methods(this, null), task.buffer(), 0, () -> 0);
        }
    }

    private static Sums undisturbed() {
        Sums sums = new Sums();
        for (int second = 0; second < SECONDS; second++) {
            sums.second(second);
        }
        return sums;
    }

    @Test
    void aPaneIsMergedThreeTimesHoweverManyWindowsShareIt() {
        Sums sums = undisturbed();
        assertThat(sums.results).hasSize(SECONDS - 1);
        assertThat(sums.merges).isBetween(SECONDS, 3 * SECONDS);
    }

    @Test
    void resultsAreTheSameToTheLastBitAfterRestartsAndRollbacks() {
        Sums sums = new Sums();
        for (int second = 0; second < SECONDS; second++) {
            if (second % 7 == 0) {
                sums.restart();
            } else if (second % 5 == 0) {
                sums.task.commit();
                int before = sums.results.size();
                sums.second(second);
                sums.task.buffer().rollback();
                sums.results.subList(before, sums.results.size()).clear();
            } else if (second % 3 == 0) {
                sums.add(second - 20);
                sums.task.buffer().undo();
            }
            sums.second(second);
        }
        assertThat(sums.results).isEqualTo(undisturbed().results);
    }
}
