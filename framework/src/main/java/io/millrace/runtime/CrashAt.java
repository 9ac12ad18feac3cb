package io.millrace.runtime;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.Failpoint;
import io.millrace.port.Failpoints;
import java.util.Arrays;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;

/** Ends the process as {@code kill -9} would, the n-th time a named point is reached. Thread-safe. */
public final class CrashAt implements Failpoints {
    private static final int EXIT_KILLED = 137;

    private final Failpoint point;
    private final AtomicInteger left;

    private CrashAt(Failpoint point, int times) {
        this.point = point;
        this.left = new AtomicInteger(times);
    }

    /**
     * Parses {@code name} or {@code name@n}, such as {@code after-flush@3}.
     *
     * @throws FaultException with the known names if there is none like it
     */
    public static CrashAt parse(String text) {
        String[] parts = text.split("@", 2);
        String name = parts[0].trim().toUpperCase(Locale.ROOT).replace('-', '_');
        try {
            int times = parts.length == 1 ? 1 : Integer.parseInt(parts[1].trim());
            return new CrashAt(Failpoint.valueOf(name), times);
        } catch (IllegalArgumentException e) {
            throw new FaultException(new Fault.Misconfigured(
                    "MR-0230",
                    "no failpoint " + text + "; use NAME or NAME@N with one of " + Arrays.toString(Failpoint.values()),
                    e));
        }
    }

    @Override
    public void reach(Failpoint reached) {
        if (reached == point && left.decrementAndGet() == 0) {
            Runtime.getRuntime().halt(EXIT_KILLED);
        }
    }
}
