package io.millrace.chaos.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.engine.CommitNote;
import io.millrace.port.CommittedOffset;
import io.millrace.windowing.order.OrderKey;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** What a run waits for before it asks its replicas to end. */
class StandingTest {
    private static final long TIME = 5_000;
    private static final OrderKey A_RECORD = new OrderKey(TIME - 10, 0, 7, 1, 42, 0);

    private static CommittedOffset at(long offset, long next, OrderKey released) {
        return new CommitNote(99, next, TIME + 50, -1, TIME, released).at(offset);
    }

    @Test
    void readIsWhatTheNoteNamesNotTheOffset() {
        assertThat(Standing.of(at(10, 30, OrderKey.MIN), false).next()).isEqualTo(30);
    }

    @Test
    void somethingIsReleasedForAsLongAsTheLastOneReleasedIsBehindTheWatermark() {
        assertThat(Standing.of(at(10, 30, A_RECORD), true).settled()).isFalse();
        assertThat(Standing.of(at(10, 30, OrderKey.before(TIME)), true).settled())
                .isTrue();
    }

    @Test
    void inOrderOfArrivalNothingWaits() {
        assertThat(Standing.of(at(10, 30, OrderKey.MIN), false).settled()).isTrue();
    }

    @Test
    void whatAToolHasCommittedCountsAsItIs() {
        assertThat(Standing.of(new CommittedOffset(12, ""), true))
                .isEqualTo(new Standing(12, true, new CommittedOffset(12, "")));
    }

    @Test
    void doneIsWhenNothingIsToBeReadOrReleased() {
        Standing releasing = Standing.of(at(10, 30, A_RECORD), true);
        TopicPartition input = new TopicPartition("copies", 3);
        assertThat(new Lags.Look(0, Map.of(input, Standing.NOWHERE)).isDone()).isTrue();
        assertThat(new Lags.Look(1, Map.of(input, Standing.NOWHERE)).isDone()).isFalse();
        assertThat(Lags.Look.NONE.isDone()).isFalse();
        assertThat(new Lags.Look(0, Map.of(input, releasing)))
                .returns(false, Lags.Look::isDone)
                .hasToString("0 to read, something to release in [copies-3]");
    }

    @Test
    void stillIsWhatHasNotChangedForAsLong() {
        Stillness stillness = new Stillness(Duration.ofNanos(100));
        assertThat(stillness.of("a", 0)).isFalse();
        assertThat(stillness.of("a", 99)).isFalse();
        assertThat(stillness.of("a", 100)).isTrue();
        assertThat(stillness.of("b", 150)).isFalse();
        assertThat(stillness.of("b", 250)).isTrue();
        stillness.broken();
        assertThat(stillness.of("b", 300)).isFalse();
    }
}
