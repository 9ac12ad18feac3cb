package io.millrace.demo.run;

import io.millrace.demo.report.Movement;
import io.millrace.demo.report.Movement.Stage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Starts, ends and restarts replicas cleanly while the input flows, and writes down what that did to the output. */
final class Mover implements AutoCloseable {
    /** The last step is watched for so long. */
    private static final Duration AFTER = Duration.ofSeconds(10);

    private static final long LOOK_MILLIS = 20;

    /** A step: what was done, when, and how many features records there were by then. */
    private record Mark(String what, long nanos, long wallMs, long features) {}

    private final Plan.Service service;
    private final Progress progress;
    private final Screen screen;
    private final Handovers handovers = new Handovers();
    private final Gaps gaps = new Gaps();
    private final List<Mark> marks = new ArrayList<>();
    private final Thread thread = new Thread(this::run, "demo-mover");
    private @Nullable Replicas replicas;
    private volatile boolean over;

    Mover(Plan.Service service, Progress progress, Screen screen) {
        this.service = service;
        this.progress = progress;
        this.screen = screen;
        this.over = !service.moves().any();
    }

    /** Where replicas' words go. */
    Handovers handovers() {
        return handovers;
    }

    /** Where arrivals of features records go. */
    Gaps gaps() {
        return gaps;
    }

    void start(Replicas those) {
        replicas = those;
        if (!over) {
            thread.start();
        }
    }

    /** Whether all has been done, and watched for long enough. */
    boolean over() {
        return over;
    }

    /** What was asked for and did not happen; to be asked after {@link #close}. */
    Optional<String> missed() {
        return over
                ? Optional.empty()
                : Optional.of(
                        "the input was used up before all replicas had come and gone: feed more, or slower (--rate)");
    }

    private void run() {
        try {
            if (progress.awaitFeatures(1)) {
                mark(service.replicas() + " replicas");
                gaps.begin();
                over = service.moves() instanceof Moves.Scale scale ? scale(scale) : restart();
                gaps.end(System.nanoTime());
                mark("");
            }
        } catch (RuntimeException failed) {
            progress.fail(failed);
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean scale(Moves.Scale scale) throws InterruptedException {
        long zero = marks.get(0).nanos();
        int now = service.replicas();
        for (Moves.Step step : scale.steps()) {
            long late = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - zero);
            if (!progress.awaitMillis(step.at().toMillis() - late)) {
                return false;
            }
            mark(now + " -> " + step.replicas() + " replicas");
            those().resize(step.replicas());
            now = step.replicas();
            // A replica that has not got to work yet would be ended for nothing: rather the next step is late.
            if (!awaitWork(those().all().subList(0, Math.min(now, service.partitions())))) {
                return false;
            }
        }
        return progress.awaitMillis(AFTER.toMillis());
    }

    private boolean restart() throws InterruptedException {
        long pause = ((Moves.RollingRestart) service.moves()).pause().toMillis();
        for (Replica replica : those().all()) {
            if (!progress.awaitMillis(pause)) {
                return false;
            }
            mark(replica.name() + " restarted");
            replica.stop();
            replica.start(Optional.empty());
            if (!awaitWork(List.of(replica))) {
                return false;
            }
        }
        return progress.awaitMillis(pause);
    }

    /** Waits until these have tasks of all listeners, and no task is without a replica; false if the run is over before. */
    private boolean awaitWork(List<Replica> expected) throws InterruptedException {
        while (!expected.stream().allMatch(Replica::worksForAll) || !those().complete(service.partitions())) {
            if (!progress.awaitMillis(LOOK_MILLIS)) {
                return false;
            }
        }
        return true;
    }

    private void mark(String what) {
        Mark mark = new Mark(what, System.nanoTime(), System.currentTimeMillis(), progress.features());
        marks.add(mark);
        if (!what.isEmpty()) {
            screen.note(what);
        }
    }

    private Replicas those() {
        Replicas known = replicas;
        if (known == null) {
            throw new IllegalStateException("not started");
        }
        return known;
    }

    /** What it all came to; empty if nothing was to move. To be asked after {@link #close}. */
    Optional<Movement> movement() {
        if (marks.size() < 2) {
            return Optional.empty();
        }
        List<Stage> stages = new ArrayList<>();
        for (int i = 0; i + 1 < marks.size(); i++) {
            Mark from = marks.get(i);
            Mark to = marks.get(i + 1);
            double seconds = (to.nanos() - from.nanos()) / 1e9;
            stages.add(new Stage(
                    from.what(),
                    Duration.ofNanos(from.nanos() - marks.get(0).nanos()),
                    (to.features() - from.features()) / seconds,
                    handovers.between(from.wallMs(), to.wallMs())));
        }
        return Optional.of(new Movement(stages, gaps.longest(), gaps.byPartition()));
    }

    /** Nothing moves any more. */
    @Override
    public void close() {
        progress.endKilling();
        if (thread.getState() != Thread.State.NEW) {
            Threads.join(thread);
        }
    }
}
