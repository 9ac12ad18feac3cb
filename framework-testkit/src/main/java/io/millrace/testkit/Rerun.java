package io.millrace.testkit;

import io.millrace.engine.ListenerPlan;
import io.millrace.engine.StateReader;
import io.millrace.fault.Fault;
import io.millrace.port.Failpoint;
import io.millrace.testkit.Observed.Difference;
import io.millrace.testkit.sim.SimService;
import io.millrace.testkit.sim.ToldTrouble;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A test's steps once more, on a service of its own, and what was seen after each. */
final class Rerun {
    private final List<Observed> seen = new ArrayList<>();
    private final List<Integer> failpoints = new ArrayList<>();
    private final Set<Failpoint> diedAt = EnumSet.noneOf(Failpoint.class);
    private final List<@Nullable String> disturbed = new ArrayList<>();

    /** Where two runs went apart. */
    record Parting(int step, Difference difference) {}

    /**
     * @param service what {@code tested} runs on; nothing has happened on it yet
     * @param crash what is done to it at its steps
     */
    Rerun(TestedService tested, SimService service, List<Step> steps, Crash crash) {
        service.scale(1, false);
        ToldTrouble trouble = service.trouble();
        for (int i = 0; i < steps.size(); i++) {
            trouble.clear();
            if (crash.at(i)) {
                crash.disturbance().during(trouble);
            }
            steps.get(i).action().on(tested);
            service.settle();
            if (crash.at(i)) {
                crash.disturbance().after(service);
            }
            look(tested, service);
            note(crash.at(i) ? crash.disturbance() : Disturbance.NONE, trouble);
        }
    }

    /** What is done, and at which steps. */
    record Crash(Disturbance disturbance, Set<Integer> steps) {
        static final Crash NONE = new Crash(Disturbance.NONE, Set.of());

        boolean at(int step) {
            return steps.contains(step);
        }
    }

    private void look(TestedService tested, SimService service) {
        Observed now = new Observed();
        tested.collect(now);
        for (ListenerPlan listener : tested.plan().listeners()) {
            for (int task = 0; task < listener.tasks(); task++) {
                now.stored(
                        listener,
                        new StateReader(listener, service.store(listener.model().name(), task), service.clock()));
            }
        }
        Fault stopped = tested.stoppedBy();
        if (stopped != null) {
            now.stopped(stopped.text());
        }
        seen.add(now);
    }

    private void note(Disturbance disturbance, ToldTrouble trouble) {
        failpoints.add(trouble.reached().size());
        Failpoint died = trouble.crashedAt();
        if (died != null) {
            diedAt.add(died);
        }
        boolean happened =
                switch (disturbance.kind()) {
                    case NONE -> false;
                    case CRASH_DURING -> died != null;
                    case COMMIT_LOST, COMMIT_UNHEARD -> trouble.hasLostCommit();
                    case TAKE_OVER -> trouble.hasLostMachine();
                    case CRASH_AFTER, EVICTION, HAND_OVER -> true;
                };
        disturbed.add(happened ? disturbance.text(died) : null);
    }

    /** Where processes have died of what was done to them. */
    Set<Failpoint> diedAt() {
        return diedAt;
    }

    /** How many failpoints were reached at a step, or by what followed it. */
    int failpoints(int step) {
        return failpoints.get(step);
    }

    /** What was done at a step, for a reader; null: nothing happened. */
    @Nullable
    String disturbed(int step) {
        return disturbed.get(step);
    }

    /** Where the other one goes apart from this one; null: nowhere. */
    @Nullable
    Parting parting(Rerun other) {
        for (int step = 0; step < seen.size(); step++) {
            Difference difference = seen.get(step).difference(other.seen.get(step));
            if (difference != null) {
                return new Parting(step, difference);
            }
        }
        return null;
    }
}
