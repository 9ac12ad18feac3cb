package io.millrace.chaos.trial;

import io.millrace.chaos.problem.Problem;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Waiting for what happens by itself. */
final class Waiting {
    private static final long LOOK_NANOS = 10_000_000;

    private Waiting() {}

    /**
     * For what the promise says will happen.
     *
     * @throws Unkept if it does not
     */
    static void mustHappen(String what, Duration patience, BooleanSupplier done) {
        if (!until(patience, done)) {
            throw new Unkept(what + " not within " + patience.toSeconds() + " s");
        }
    }

    /**
     * For what a scenario itself needs.
     *
     * @throws Problem MR-0932 if it does not happen
     */
    static void need(String what, Duration patience, BooleanSupplier done) {
        if (!until(patience, done)) {
            throw new Problem(Problem.Code.NOT_REACHED, what + " not within " + patience.toSeconds() + " s");
        }
    }

    /** Lets time pass. */
    static void pass(Duration time) {
        long end = System.nanoTime() + time.toNanos();
        until(time.plusSeconds(1), () -> System.nanoTime() >= end);
    }

    private static boolean until(Duration patience, BooleanSupplier done) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }
}
