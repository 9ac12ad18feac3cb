package io.millrace.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.port.Background.Progress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class BackgroundThreadsTest {
    private static final int PATIENCE_SECONDS = 30;

    /** A long restore, or a fetch of state that nobody waits for, must not keep a task from opening. */
    @Test
    void worksTakeTheirStepsInTurnWhereThreadsAreFew() throws InterruptedException {
        CountDownLatch shortDone = new CountDownLatch(1);
        CountDownLatch longDone = new CountDownLatch(1);
        try (BackgroundThreads one = new BackgroundThreads("test", 1)) {
            one.start(() -> {
                if (shortDone.getCount() > 0) {
                    return Progress.AGAIN;
                }
                longDone.countDown();
                return Progress.DONE;
            });
            one.start(() -> {
                shortDone.countDown();
                return Progress.DONE;
            });
            assertThat(longDone.await(PATIENCE_SECONDS, TimeUnit.SECONDS)).isTrue();
        }
    }
}
