package io.millrace.testkit.sim;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.SplittableRandom;

/**
 * The one event queue, with the simulation's time, chance and trace.
 *
 * <p>Running events may run the queue further: that is how a process stands still in the middle of a call while the rest
 * of the world goes on.
 */
final class SimLoop {
    private static final int DEPTH_MAX = 24;

    private final SimClock clock = new SimClock();
    private final SimTrace trace = new SimTrace(clock);
    private final SplittableRandom random;
    private final PriorityQueue<Event> queue =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::order));
    private final List<SimViolation> violations = new ArrayList<>();
    private long order;
    private int depth;

    private record Event(long at, long order, Runnable action) {}

    SimLoop(long seed) {
        random = new SplittableRandom(seed);
    }

    SimClock clock() {
        return clock;
    }

    SimTrace trace() {
        return trace;
    }

    SplittableRandom random() {
        return random;
    }

    boolean chance(int oneIn) {
        return random.nextInt(oneIn) == 0;
    }

    void afterMicros(long micros, Runnable action) {
        queue.add(new Event(clock.nanos() + micros * 1000, order++, action));
    }

    void afterMs(long ms, Runnable action) {
        afterMicros(ms * 1000, action);
    }

    void passMicros(long micros) {
        clock.reach(clock.nanos() + micros * 1000);
    }

    /** Runs what happens within that time, and lets the time pass. */
    void runMs(long ms) {
        long until = clock.nanos() + ms * 1_000_000;
        if (depth < DEPTH_MAX) {
            depth++;
            try {
                while (!queue.isEmpty() && queue.peek().at() <= until) {
                    runNext();
                }
            } finally {
                depth--;
            }
        }
        clock.reach(until);
    }

    private void runNext() {
        Event event = queue.remove();
        clock.reach(event.at());
        event.action().run();
        if (!violations.isEmpty()) {
            throw violations.get(0);
        }
    }

    /** Notes it, so that nobody who catches errors can hide it, and throws it. */
    SimViolation violated(String rule) {
        trace.add("VIOLATION", rule);
        SimViolation violation = new SimViolation(rule);
        violations.add(violation);
        return violation;
    }

    void demand(boolean holds, String rule) {
        if (!holds) {
            throw violated(rule);
        }
    }
}
