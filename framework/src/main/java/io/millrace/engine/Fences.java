package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.port.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Being fenced again and again means that another process has this identity: two would go on for ever. */
final class Fences {
    private static final int FENCES_MAX = 3;
    private static final long WINDOW_MS = 60_000;

    private final Clock clock;
    private final List<Long> times = new ArrayList<>();

    Fences(Clock clock) {
        this.clock = clock;
    }

    /** Notes one more; why the worker must end, if it was one too many. */
    Optional<Fault> note(Fault fence) {
        long now = clock.nanos();
        times.removeIf(then -> (now - then) / 1_000_000 > WINDOW_MS);
        times.add(now);
        if (times.size() < FENCES_MAX) {
            return Optional.empty();
        }
        times.clear();
        return Optional.of(new Fault.Misconfigured(
                "MR-0382",
                "fenced " + FENCES_MAX + " times in a minute: another process runs with the same instance id."
                        + " Give each replica its own millrace.instance",
                fence.cause()));
    }
}
