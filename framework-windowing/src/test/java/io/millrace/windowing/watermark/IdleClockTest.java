package io.millrace.windowing.watermark;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IdleClockTest {
    private final IdleClock clock = new IdleClock(1_000);

    @Test
    void isIdleAfterSilenceAtTheEndOfTheLog() {
        assertThat(clock.idle(0, true, false)).isFalse();
        assertThat(clock.idle(999, true, false)).isFalse();
        assertThat(clock.idle(1_000, true, false)).isTrue();
        clock.data(1_001);
        assertThat(clock.idle(1_500, true, false)).isFalse();
        assertThat(clock.idle(2_499, true, false)).isFalse();
        assertThat(clock.idle(2_500, true, false)).isTrue();
    }

    @Test
    void standsStillWhilePausedOrBehind() {
        clock.idle(0, true, false);
        assertThat(clock.idle(600, true, false)).isFalse();
        assertThat(clock.idle(5_000, true, true)).isFalse();
        assertThat(clock.idle(9_000, false, false)).isFalse();
        assertThat(clock.idle(20_000, true, false))
                .as("what lies between is not silence")
                .isFalse();
        assertThat(clock.idle(20_399, true, false)).isFalse();
        assertThat(clock.idle(20_400, true, false)).isTrue();
    }

    @Test
    void bearsAWallClockThatIsSetBack() {
        clock.idle(10_000, true, false);
        assertThat(clock.idle(2_000, true, false)).isFalse();
        assertThat(clock.idle(2_999, true, false)).isFalse();
        assertThat(clock.idle(3_000, true, false)).isTrue();
    }

    @Test
    void neverMeansNever() {
        IdleClock never = new IdleClock(-1);
        never.idle(0, true, false);
        assertThat(never.idle(Long.MAX_VALUE, true, false)).isFalse();
    }
}
