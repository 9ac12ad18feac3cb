package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * Kills replicas as asked for, always one that owns running tasks while input is pending, and starts each again at
 * once. A {@link Provoker} chooses for it where a named crash point is to be reached.
 */
final class Killer implements AutoCloseable, Replica.Mourner {
    private static final int HALTED = 137;
    private static final long LOOK_MILLIS = 10;

    /** What the killer looks at and acts on. */
    record Scene(Replicas replicas, Coroner coroner, Feeder feeder, Valve valve, DeadLetters letters) {}

    private final Plan plan;
    private final Progress progress;
    private final Random random;
    private final double expected;
    private final Thread thread = new Thread(this::run, "demo-killer");
    private @Nullable Scene scene;
    private volatile boolean failpointReached;
    private volatile long featuresAtLastKill = -1;

    Killer(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
        this.random = new Random(plan.seed());
        this.expected = plan.feed().stream().size();
    }

    void start(Scene where) {
        scene = where;
        thread.start();
    }

    /** Whether a replica halted itself where it was told to. */
    boolean failpointReached() {
        return failpointReached;
    }

    private void run() {
        try {
            Kills kills = plan.kills();
            if (kills instanceof Kills.Once once) {
                killAt(once.percent());
            } else if (kills instanceof Kills.EveryPercent every) {
                int n = 1;
                while (n * every.percent() < 100 && killAt(n * every.percent())) {
                    n++;
                }
            } else if (kills instanceof Kills.Every every) {
                while (progress.awaitMillis(every.period().toMillis()) && killAt(0)) {
                    progress.check();
                }
            } else if (kills instanceof Kills.At at) {
                new Provoker(plan, at, this, progress).provoke(scene(), random);
            }
        } catch (RuntimeException failed) {
            progress.fail(failed);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean killAt(double percent) throws InterruptedException {
        // A replica that has not come back to work since the last kill has nothing to lose yet.
        if (!progress.awaitFeatures(Math.max(expected * percent / 100, featuresAtLastKill + 1))) {
            return false;
        }
        while (!progress.killingOver()) {
            List<Replica> candidates = scene().replicas().running();
            if (!candidates.isEmpty() && inputPending()) {
                Replica victim = candidates.get(random.nextInt(candidates.size()));
                if (kill(victim, Optional.empty())) {
                    return true;
                }
            }
            progress.awaitMillis(LOOK_MILLIS);
        }
        return false;
    }

    /** What has no features yet still lies in one of the topics. */
    private boolean inputPending() {
        return progress.features() < expected;
    }

    /** Kills a replica and starts it again at once; false if it was dead already. */
    boolean kill(Replica victim, Optional<Kills.At> failpoint) throws InterruptedException {
        Optional<Integer> status = victim.kill();
        if (status.isPresent()) {
            bury(victim, status.get(), failpoint);
        }
        return status.isPresent();
    }

    private void bury(Replica dead, int status, Optional<Kills.At> failpoint) throws InterruptedException {
        note();
        Incarnation next = dead.start(failpoint);
        scene().coroner().enter(scene().coroner().examine(dead, status), next);
    }

    /** A replica that died as it should stays away for so long. */
    void buryForAWhile(Replica dead, Duration absence) throws InterruptedException {
        note();
        Coroner.Finding finding = scene().coroner().examine(dead, HALTED);
        Thread.sleep(absence.toMillis());
        scene().coroner().enter(finding, dead.start(Optional.empty()));
    }

    private void note() {
        progress.killed();
        featuresAtLastKill = progress.features();
    }

    @Override
    public void died(Replica replica, Incarnation incarnation) {
        if (incarnation.failpoint().isEmpty() || incarnation.process().exitValue() != HALTED) {
            progress.fail(incarnation.unexpectedEnd(replica.name()));
        } else if (incarnation.failpoint().get().equals(plan.kills())) {
            failpointReached = true;
            CompletableFuture.runAsync(() -> {
                try {
                    bury(replica, HALTED, Optional.empty());
                } catch (Problem failed) {
                    progress.fail(failed);
                } catch (InterruptedException closed) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        // Otherwise it is the provoker's, who waits for it.
    }

    @Override
    public void gaveUp(Problem problem) {
        progress.fail(problem);
    }

    private Scene scene() {
        Scene now = scene;
        if (now == null) {
            throw new IllegalStateException("not started");
        }
        return now;
    }

    /** No more kills; waits until the last one is written down and its victim is started again. */
    @Override
    public void close() {
        progress.endKilling();
        Threads.join(thread);
    }
}
