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
 * once. For a failpoint it brings about what makes rare ones happen: a restart over existing state, then the take-over
 * of a dead peer's tasks, then one more restart.
 */
final class Killer implements AutoCloseable, Replica.Mourner {
    private static final int HALTED = 137;
    private static final long LOOK_MILLIS = 10;
    /** Long enough for a peer to take over: the session, and a little. */
    private static final Duration TAKE_OVER = Duration.ofSeconds(ServiceLauncher.SESSION_SECONDS + 2L);

    /** What the killer looks at and acts on. */
    record Scene(Replicas replicas, Coroner coroner) {}

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
                provoke(at);
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
                if (kill(victim, Optional.empty(), Duration.ZERO)) {
                    return true;
                }
            }
            progress.awaitMillis(LOOK_MILLIS);
        }
        return false;
    }

    private void provoke(Kills.At at) throws InterruptedException {
        List<Replica> replicas = scene().replicas().all();
        int chosen = random.nextInt(replicas.size());
        Replica armed = replicas.get(chosen);
        Replica peer = replicas.get((chosen + 1) % replicas.size());
        if (reach(25)) {
            kill(armed, Optional.of(at), Duration.ZERO);
        }
        if (peer != armed && reach(50) && !failpointReached) {
            kill(peer, Optional.empty(), TAKE_OVER);
        }
        if (reach(75) && !failpointReached) {
            kill(armed, Optional.of(at), Duration.ZERO);
        }
    }

    private boolean reach(double percent) throws InterruptedException {
        return progress.awaitFeatures(expected * percent / 100);
    }

    /** What has no features yet still lies in one of the topics. */
    private boolean inputPending() {
        return progress.features() < expected;
    }

    private boolean kill(Replica victim, Optional<Kills.At> failpoint, Duration absence) throws InterruptedException {
        Optional<Integer> status = victim.kill();
        if (status.isEmpty()) {
            return false;
        }
        bury(victim, status.get(), failpoint, absence);
        return true;
    }

    private void bury(Replica dead, int status, Optional<Kills.At> failpoint, Duration absence)
            throws InterruptedException {
        progress.killed();
        featuresAtLastKill = progress.features();
        if (absence.isZero()) {
            Incarnation next = dead.start(failpoint);
            scene().coroner().enter(scene().coroner().examine(dead, status), next);
        } else {
            Coroner.Finding finding = scene().coroner().examine(dead, status);
            Thread.sleep(absence.toMillis());
            scene().coroner().enter(finding, dead.start(failpoint));
        }
    }

    @Override
    public void died(Replica replica, Incarnation incarnation) {
        if (!incarnation.armed() || incarnation.process().exitValue() != HALTED) {
            progress.fail(incarnation.unexpectedEnd(replica.name()));
            return;
        }
        failpointReached = true;
        CompletableFuture.runAsync(() -> {
            try {
                bury(replica, HALTED, Optional.empty(), Duration.ZERO);
            } catch (Problem failed) {
                progress.fail(failed);
            } catch (InterruptedException closed) {
                Thread.currentThread().interrupt();
            }
        });
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
