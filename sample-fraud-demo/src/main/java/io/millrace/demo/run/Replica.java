package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One replica of the service through all its lives: always the same name and state directory. Thread-safe. */
final class Replica {
    /** Learns of deaths that nobody ordered. */
    interface Mourner {
        void died(Replica replica, Incarnation incarnation);

        /** A replica lives on but says that it has given up. */
        void gaveUp(Problem problem);
    }

    /** A replica that leaves waits for others to take its tasks over. */
    private static final long STOP_SECONDS = 30;

    private final String name;
    private final ServiceLauncher launcher;
    private final Mourner mourner;
    private final Handovers handovers;
    private int starts;
    private volatile @Nullable Incarnation current;

    Replica(String name, ServiceLauncher launcher, Mourner mourner, Handovers handovers) {
        this.name = name;
        this.launcher = launcher;
        this.mourner = mourner;
        this.handovers = handovers;
    }

    String name() {
        return name;
    }

    /** Starts it, if it is not alive. */
    synchronized Incarnation start(Optional<Kills.At> failpoint) {
        Incarnation before = current;
        if (before != null && before.process().isAlive()) {
            return before;
        }
        Process process = launcher.launch(name, failpoint);
        Incarnation next = new Incarnation(
                process, launcher.log(name, ++starts), failpoint, this::alarm, event -> handovers.note(name, event));
        current = next;
        next.process().onExit().thenRun(() -> {
            if (!next.doomed()) {
                mourner.died(this, next);
            }
        });
        return next;
    }

    private void alarm() {
        Incarnation now = current;
        if (now != null) {
            mourner.gaveUp(now.givenUp(name));
        }
    }

    /** Ends it as {@code kill -9} does and answers the exit status; empty if it was dead already. */
    synchronized Optional<Integer> kill() {
        Incarnation victim = current;
        if (victim == null || !victim.process().isAlive()) {
            return Optional.empty();
        }
        victim.doom();
        victim.process().destroyForcibly();
        return Optional.of(victim.process().onExit().join().exitValue());
    }

    /** Waits at most so long for its process to end by itself. */
    boolean awaitEnd(long millis) throws InterruptedException {
        Incarnation now = current;
        return now != null && now.process().waitFor(millis, TimeUnit.MILLISECONDS);
    }

    /** Sends its process a signal such as {@code STOP}; nothing happens if it is dead. */
    synchronized void signal(String name) throws InterruptedException {
        Incarnation now = current;
        if (now != null && now.process().isAlive()) {
            try {
                new ProcessBuilder(
                                "kill", "-" + name, Long.toString(now.process().pid()))
                        .start()
                        .waitFor();
            } catch (IOException e) {
                throw new Problem(Problem.Code.SERVICE, "no kill command to signal " + this.name + " with", e);
            }
        }
    }

    /** Asks it to end, and sees to it. */
    void stop() throws InterruptedException {
        askToStop();
        awaitStop();
    }

    /** Asks it to end. */
    synchronized void askToStop() {
        Incarnation last = current;
        if (last != null) {
            last.doom();
            // Not the process' own destroy(), which closes its output: what it says while it ends would be lost.
            last.process().toHandle().destroy();
        }
    }

    /** Sees to it that it ends. */
    synchronized void awaitStop() throws InterruptedException {
        Incarnation last = current;
        if (last != null && !last.process().waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            last.process().destroyForcibly().waitFor();
        }
    }

    /** Ends it at once, without waiting: for an exit of the driver itself. */
    void abandon() {
        Incarnation last = current;
        if (last != null) {
            last.doom();
            last.process().destroyForcibly();
        }
    }

    int tasks() {
        Incarnation now = current;
        return now == null ? 0 : now.tasks();
    }

    /** Whether it runs tasks of every listener. */
    boolean worksForAll() {
        Incarnation now = current;
        return now != null && now.worksForAll();
    }

    String lastWords() {
        Incarnation now = current;
        return now == null ? "never started" : now.lastWords();
    }
}
