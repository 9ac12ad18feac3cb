package io.millrace.testkit;

import io.millrace.port.Failpoint;
import io.millrace.testkit.Disturbance.Kind;
import io.millrace.testkit.Rerun.Crash;
import io.millrace.testkit.Rerun.Parting;
import io.millrace.testkit.heap.Heap;
import io.millrace.testkit.heap.ImpureCall;
import io.millrace.testkit.heap.UserCode;
import io.millrace.testkit.sim.SimService;
import java.time.Instant;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Repeats a test's steps, undisturbed and with all that can happen to a process, and compares what can be seen. Each run has
 * a service of its own; what user code keeps in memory is put back when a process of it ends.
 */
final class Verification {
    private static final int TRIES = 3;
    private static final long CLOCK_MS_MIN = 2;

    private final Subject subject;
    private final List<Step> steps;
    private final Steps told;
    private final Replays replays;
    private final Set<Failpoint> diedAt = EnumSet.noneOf(Failpoint.class);

    /**
     * What is tested.
     *
     * @param heap what user code keeps in memory, as it was before the first step
     */
    record Subject(TestPlan plan, int partitions, Instant start, HandlerBeans beans, UserCode code, Heap heap) {}

    Verification(Subject subject, List<Step> steps, Steps told, Replays replays) {
        this.subject = subject;
        this.steps = List.copyOf(steps);
        this.told = told;
        this.replays = replays;
    }

    /**
     * The first difference that is found, with what is behind it, fails.
     *
     * @return the failpoints at which processes have died
     */
    Set<Failpoint> run() {
        Rerun expected = rerun(Crash.NONE, true);
        letClockMove();
        demandSame(expected, Crash.NONE);
        CrashPlan plan = new CrashPlan(steps.size(), replays);
        Map<Disturbance, Rerun> runs = new LinkedHashMap<>();
        for (Crash crash : plan.first(expected)) {
            runs.put(crash.disturbance(), demandSame(expected, crash));
        }
        for (Crash crash : plan.second(runs)) {
            demandSame(expected, crash);
        }
        demandNoImpureCalls();
        return diedAt;
    }

    private Rerun rerun(Crash crash, boolean memoryIsLost) {
        Heap heap = subject.heap();
        heap.endOfProcess();
        heap.forgetChanges();
        SimService service = new SimService(replays.seed(), subject.start(), subject.beans());
        if (memoryIsLost) {
            service.onProcessStart(heap::endOfProcess);
        }
        Rerun run = rerun(service, crash);
        heap.noteChanges();
        diedAt.addAll(run.diedAt());
        return run;
    }

    private Rerun rerun(SimService service, Crash crash) {
        try {
            return new Rerun(new TestedService(subject.plan(), service, subject.partitions()), service, steps, crash);
        } catch (RuntimeException e) {
            throw told.notRepeatable(crash.disturbance().text(null), replays.seed(), e);
        }
    }

    /** So that a handler that reads the clock gets another answer the next time. */
    private static void letClockMove() {
        long until = System.currentTimeMillis() + CLOCK_MS_MIN;
        while (System.currentTimeMillis() < until) {
            Thread.onSpinWait();
        }
    }

    private Rerun demandSame(Rerun expected, Crash crash) {
        Rerun run = rerun(crash, true);
        Parting parting = expected.parting(run);
        if (parting != null) {
            throw failure(expected, crash, run, parting);
        }
        return run;
    }

    private AssertionError failure(Rerun expected, Crash crash, Rerun run, Parting parting) {
        Causes causes = new Causes(subject.code(), subject.heap());
        List<String> changes = subject.heap().changes();
        if (crash.disturbance().kind() == Kind.NONE || undisturbedDiffers(expected)) {
            return told.notReplayable(parting, "none: the same steps once more", causes.undisturbed(), replays.seed());
        }
        Integer step = culprit(expected, crash, parting);
        if (step == null) {
            boolean ends = crash.disturbance().kind().endsProcess();
            String cause = changes.isEmpty() ? causes.unknown(ends) : causes.memory(changes, ends);
            String trouble = "at each step up to this one; here " + run.disturbed(parting.step());
            return told.notReplayable(parting, trouble, cause, replays.seed());
        }
        Crash one = new Crash(crash.disturbance(), Set.of(step));
        Rerun alone = rerun(one, true);
        Parting apart = expected.parting(alone);
        String trouble = "at step " + (step + 1) + ", " + alone.disturbed(step);
        return told.notReplayable(
                apart == null ? parting : apart, trouble, cause(causes, expected, one), replays.seed());
    }

    private boolean undisturbedDiffers(Rerun expected) {
        for (int i = 0; i < TRIES; i++) {
            letClockMove();
            if (expected.parting(rerun(Crash.NONE, true)) != null) {
                return true;
            }
        }
        return false;
    }

    /** The one step at which it is enough to do it; null: there is none. */
    private @Nullable Integer culprit(Rerun expected, Crash crash, Parting parting) {
        for (int step = parting.step(); step >= 0; step--) {
            Crash one = new Crash(crash.disturbance(), Set.of(step));
            if (crash.at(step) && expected.parting(rerun(one, true)) != null) {
                return step;
            }
        }
        return null;
    }

    private String cause(Causes causes, Rerun expected, Crash one) {
        List<String> changes = subject.heap().changes();
        boolean ends = one.disturbance().kind().endsProcess();
        if (!changes.isEmpty()) {
            return causes.memory(changes, ends && expected.parting(rerun(one, false)) == null);
        }
        return causes.unknown(ends);
    }

    /** A day of the week or one in a thousand hardly ever shows in a test. */
    private void demandNoImpureCalls() {
        if (replays.clockAndChance()) {
            return;
        }
        Set<String> calls = new TreeSet<>();
        subject.plan()
                .listeners()
                .forEach(listener -> subject
                        .code()
                        .impureCalls(listener.binding().handlerType())
                        .stream()
                        .filter(call -> call.source() != ImpureCall.Source.TIMER)
                        .forEach(call -> calls.add(call.toString())));
        if (!calls.isEmpty()) {
            throw told.impure(String.join("; ", calls));
        }
    }
}
