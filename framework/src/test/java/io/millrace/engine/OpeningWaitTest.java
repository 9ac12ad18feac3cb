package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.port.Clock;
import io.millrace.port.Events;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class OpeningWaitTest {
    private static final long SECOND = 1_000_000_000L;

    private final List<String> told = new ArrayList<>();
    private long now = -5 * SECOND;
    private final OpeningWait wait = new OpeningWait(
            3,
            new Clock() {
                @Override
                public long wallMs() {
                    return 0;
                }

                @Override
                public long nanos() {
                    return now;
                }
            },
            new Events() {
                @Override
                public void waits(int task, long seconds, String what) {
                    told.add(task + " " + seconds + " s " + what);
                }
            });

    private void goesOn(int seconds) {
        for (int i = 0; i < seconds; i++) {
            wait.goesOn(() -> "a transaction");
            now += SECOND;
        }
    }

    @Test
    void whatLastsIsToldAndToldAgainOnceAMinute() {
        goesOn(15);
        assertThat(told).isEmpty();
        goesOn(100);
        assertThat(told).containsExactly("3 15 s a transaction", "3 75 s a transaction");
    }

    @Test
    void whatIsOverInTimeIsNotTold() {
        goesOn(14);
        wait.over();
        goesOn(14);
        wait.over();
        assertThat(told).isEmpty();
        goesOn(16);
        assertThat(told).hasSize(1);
    }
}
