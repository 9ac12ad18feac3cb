package io.millrace.dev;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A process that is there and does nothing: SIGSTOP and SIGCONT, which Java cannot send by itself. */
final class Standstill {
    private static final Path PROC = Path.of("/proc");
    private static final long LOOK_NANOS = 1_000_000;
    private static final long PATIENCE_NANOS = Duration.ofSeconds(10).toNanos();

    private Standstill() {}

    /** Returns when all its threads stand still: on a busy machine they hear of the signal one after the other. */
    static void begin(long pid) {
        signal("-STOP", pid);
        long deadline = System.nanoTime() + PATIENCE_NANOS;
        while (runs(pid)) {
            if (System.nanoTime() > deadline) {
                throw new DevBrokerException("MR-0708", "the broker (pid " + pid + ") goes on in spite of SIGSTOP");
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    static void end(long pid) {
        signal("-CONT", pid);
    }

    /** Where there is no /proc nobody can say. */
    private static boolean runs(long pid) {
        Path threads = PROC.resolve(Long.toString(pid)).resolve("task");
        if (!Files.isDirectory(threads)) {
            return false;
        }
        try (Stream<Path> each = Files.list(threads)) {
            return each.anyMatch(thread -> !stopped(thread.resolve("stat")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean stopped(Path stat) {
        try {
            String line = Files.readString(stat);
            return line.startsWith(") T", line.lastIndexOf(')'));
        } catch (IOException gone) {
            return true;
        }
    }

    private static void signal(String name, long pid) {
        try {
            int status = new ProcessBuilder("kill", name, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new DevBrokerException("MR-0708", "kill " + name + " " + pid + " ended with status " + status);
            }
        } catch (IOException e) {
            throw new DevBrokerException("MR-0708", "cannot run kill: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DevBrokerException("MR-0708", "interrupted", e);
        }
    }
}
