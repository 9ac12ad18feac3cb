package io.millrace.demo.run;

import java.time.Duration;
import java.util.List;

/** How the number of replicas changes on the way, cleanly and under load. */
public sealed interface Moves {
    /** It does not. */
    record None() implements Moves {}

    /** Replicas are started, or asked to end (SIGTERM), the last ones first. Steps are in order of time. */
    record Scale(List<Step> steps) implements Moves {
        public Scale {
            steps = List.copyOf(steps);
        }
    }

    /**
     * So many replicas from then on.
     *
     * @param at since the first features record came out
     */
    record Step(int replicas, Duration at) {}

    /**
     * Each replica is asked to end and started again, one after the other.
     *
     * @param pause before the first, between two, and after the last
     */
    record RollingRestart(Duration pause) implements Moves {}

    /** Whether anything moves. */
    default boolean any() {
        return !(this instanceof None);
    }

    /** How many replicas there are at most, of so many at the start. */
    default int replicasMax(int atStart) {
        return this instanceof Scale scale
                ? scale.steps().stream().mapToInt(Step::replicas).reduce(atStart, Math::max)
                : atStart;
    }
}
