package io.millrace.config;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/** What is wrong with a start, collected so that all of it is told at once. Not thread-safe. */
public final class Problems {
    private final Set<String> found = new LinkedHashSet<>();

    /** Notes one; said twice it is kept once. */
    public void add(String code, String message) {
        found.add(code + " " + message);
    }

    /** Runs a step of the start; what it refuses is noted, and the result is empty. */
    public <T> Optional<T> attempt(Supplier<T> step) {
        try {
            return Optional.of(step.get());
        } catch (FaultException e) {
            if (!(e.fault() instanceof Fault.Misconfigured refused)) {
                throw e;
            }
            add(refused.code(), refused.message());
            return Optional.empty();
        }
    }

    /**
     * Ends a stage of the start.
     *
     * @param stage what was looked at, such as {@code configuration}
     * @throws FaultException MR-0200 with everything that was found
     */
    public void refuse(String stage) {
        if (!found.isEmpty()) {
            String count = found.size() == 1 ? "1 problem" : found.size() + " problems";
            throw new FaultException(new Fault.Misconfigured(
                    "MR-0200", count + " in the " + stage + ":\n  " + String.join("\n  ", found), null));
        }
    }
}
