package io.millrace.dev.broker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of this machine: its number, and its start time (epoch milliseconds, 0 if unknown) that tells it apart from
 * a later process with the same number.
 */
public record ProcessId(long pid, long startMs) {

    /** Start times are derived from the boot time in whole seconds, which clock adjustment can move between two JVMs. */
    private static final long START_TOLERANCE_MS = 2_000;

    /** The process of the calling JVM. */
    public static ProcessId current() {
        return of(ProcessHandle.current());
    }

    /** The process behind a handle. */
    public static ProcessId of(ProcessHandle handle) {
        return new ProcessId(
                handle.pid(),
                handle.info().startInstant().map(Instant::toEpochMilli).orElse(0L));
    }

    /** The running process, or empty once it has ended. */
    public Optional<ProcessHandle> running() {
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .filter(handle -> sameStart(of(handle)))
                .filter(handle -> !isZombie());
    }

    private boolean sameStart(ProcessId other) {
        return startMs == 0 || other.startMs == 0 || Math.abs(startMs - other.startMs) <= START_TOLERANCE_MS;
    }

    /**
     * In a container whose first process reaps nobody, a killed orphan stays in the process table for ever and counts as
     * alive for {@link ProcessHandle}.
     */
    private boolean isZombie() {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"));
            return stat.startsWith(") Z", stat.lastIndexOf(')'));
        } catch (IOException noProcFileSystem) {
            return false;
        }
    }
}
