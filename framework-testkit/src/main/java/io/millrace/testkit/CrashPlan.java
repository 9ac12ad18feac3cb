package io.millrace.testkit;

import io.millrace.testkit.Disturbance.Kind;
import io.millrace.testkit.Rerun.Crash;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which disturbances are tried at which steps: all that there are, or as many as are wanted, chosen by a seed. One run tries
 * one of them at each of its steps.
 */
final class CrashPlan {
    private static final List<Disturbance> PLAIN = List.of(
            new Disturbance(Kind.CRASH_AFTER, Disturbance.NOWHERE, true),
            new Disturbance(Kind.CRASH_AFTER, Disturbance.NOWHERE, false),
            new Disturbance(Kind.COMMIT_LOST, Disturbance.NOWHERE, true),
            new Disturbance(Kind.COMMIT_UNHEARD, Disturbance.NOWHERE, true),
            new Disturbance(Kind.TAKE_OVER, Disturbance.NOWHERE, true),
            new Disturbance(Kind.EVICTION, Disturbance.NOWHERE, true),
            new Disturbance(Kind.HAND_OVER, Disturbance.NOWHERE, false),
            new Disturbance(Kind.HAND_OVER, Disturbance.NOWHERE, true));

    private final int steps;
    private final Random random;
    private int left;

    CrashPlan(int steps, Replays replays) {
        this.steps = steps;
        this.random = new Random(replays.seed());
        this.left = replays.crashesMax();
    }

    private record One(Disturbance disturbance, int step) {}

    /** Those that need no failpoint, then those at the failpoints that an undisturbed run has reached. */
    List<Crash> first(Rerun undisturbed) {
        List<One> plain = new ArrayList<>();
        for (Disturbance disturbance : PLAIN) {
            for (int step = 0; step < steps; step++) {
                plain.add(new One(disturbance, step));
            }
        }
        List<One> atFailpoints = new ArrayList<>();
        for (boolean disks : new boolean[] {true, false}) {
            atFailpoints.addAll(atFailpoints(new Disturbance(Kind.CRASH_DURING, 0, disks), undisturbed));
        }
        List<Crash> crashes = new ArrayList<>(chosen(plain, left));
        // The rest is for those that go wrong twice.
        crashes.addAll(chosen(atFailpoints, left - left / 3));
        return crashes;
    }

    /** The same at the failpoints that each of these has led to. */
    List<Crash> second(Map<Disturbance, Rerun> runs) {
        List<One> all = new ArrayList<>();
        runs.forEach((disturbance, run) -> {
            if (disturbance.kind().goesOn()) {
                all.addAll(atFailpoints(disturbance, run));
            }
        });
        return chosen(all, left);
    }

    private List<One> atFailpoints(Disturbance disturbance, Rerun run) {
        List<One> all = new ArrayList<>();
        for (int step = 0; step < steps; step++) {
            for (int point = 0; point < run.failpoints(step); point++) {
                all.add(new One(disturbance.at(point), step));
            }
        }
        return all;
    }

    /** Whole kinds of trouble as far as possible: each takes a run, however many of its steps are disturbed. */
    private List<Crash> chosen(List<One> all, int max) {
        Map<Disturbance, Set<Integer>> byKind = new LinkedHashMap<>();
        all.forEach(one -> byKind.computeIfAbsent(one.disturbance(), any -> new TreeSet<>())
                .add(one.step()));
        List<Disturbance> kinds = new ArrayList<>(byKind.keySet());
        if (all.size() > max) {
            Collections.shuffle(kinds, random);
        }
        List<Crash> crashes = new ArrayList<>();
        int taken = 0;
        for (Disturbance kind : kinds) {
            Set<Integer> at = some(byKind.getOrDefault(kind, Set.of()), max - taken);
            taken += at.size();
            if (!at.isEmpty()) {
                crashes.add(new Crash(kind, at));
            }
        }
        left -= taken;
        return crashes;
    }

    private Set<Integer> some(Set<Integer> steps, int max) {
        List<Integer> mixed = new ArrayList<>(steps);
        if (mixed.size() > max) {
            Collections.shuffle(mixed, random);
        }
        return new TreeSet<>(mixed.subList(0, Math.min(max, mixed.size())));
    }
}
