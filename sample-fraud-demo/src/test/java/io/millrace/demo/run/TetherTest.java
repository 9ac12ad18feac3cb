package io.millrace.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class TetherTest {
    /** Says that it runs, and does so for ever. */
    static final class Endless {
        public static void main(String[] args) throws InterruptedException {
            System.out.println("runs");
            new CountDownLatch(1).await();
        }
    }

    @Test
    void whoStartedItIsNotOutlived() throws Exception {
        Process tied = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Tether.class.getName(),
                        Endless.class.getName())
                .redirectErrorStream(true)
                .start();
        try {
            assertThat(tied.inputReader().readLine()).isEqualTo("runs");
            // What the system does when the process that holds the other end is gone, however it ended.
            tied.getOutputStream().close();
            assertThat(tied.waitFor(20, TimeUnit.SECONDS)).isTrue();
        } finally {
            tied.destroyForcibly();
        }
    }
}
