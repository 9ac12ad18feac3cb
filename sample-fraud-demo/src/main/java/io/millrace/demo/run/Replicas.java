package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.wire.Topics;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** All replicas of the service. None outlives the driver. */
final class Replicas implements AutoCloseable {
    private static final long START_SECONDS_MAX = 120;
    private static final long LOOK_MILLIS = 20;

    private final List<Replica> all;
    private final Thread hook = new Thread(this::abandon);

    Replicas(int count, Function<String, Replica> make) {
        all = IntStream.rangeClosed(1, count)
                .mapToObj(number -> make.apply("replica-" + number))
                .toList();
        Runtime.getRuntime().addShutdownHook(hook);
    }

    /** Starts so many and waits until all tasks run. */
    void start(int count, int partitions, Progress progress) throws InterruptedException {
        resize(count);
        awaitTasks(partitions, progress);
    }

    /** Starts the first ones that are missing, asks the others to end, all at once, and waits until these have. */
    void resize(int count) throws InterruptedException {
        all.subList(0, count).forEach(replica -> replica.start(Optional.empty()));
        stop(all.subList(count, all.size()));
    }

    private static void stop(List<Replica> some) throws InterruptedException {
        some.forEach(Replica::askToStop);
        for (Replica replica : some) {
            replica.awaitStop();
        }
    }

    /** Waits until every task of every listener runs somewhere. */
    void awaitTasks(int partitions, Progress progress) throws InterruptedException {
        long end = System.nanoTime() + START_SECONDS_MAX * 1_000_000_000;
        while (!complete(partitions)) {
            progress.check();
            if (System.nanoTime() > end) {
                throw new Problem(
                        Problem.Code.SERVICE,
                        "only " + tasks() + " of " + Topics.LISTENERS * partitions + " tasks run after "
                                + START_SECONDS_MAX + " s. "
                                + all.stream().map(Replica::lastWords).collect(Collectors.joining("\n")));
            }
            Thread.sleep(LOOK_MILLIS);
        }
    }

    /** Whether every task of every listener runs somewhere, by the replicas' own account. */
    boolean complete(int partitions) {
        return tasks() >= Topics.LISTENERS * partitions;
    }

    List<Replica> all() {
        return all;
    }

    /** Those that own running tasks. */
    List<Replica> running() {
        return all.stream().filter(replica -> replica.tasks() > 0).toList();
    }

    private int tasks() {
        return all.stream().mapToInt(Replica::tasks).sum();
    }

    /** Asks all to end, and waits. */
    void stop() throws InterruptedException {
        stop(all);
    }

    private void abandon() {
        all.forEach(Replica::abandon);
    }

    @Override
    public void close() {
        abandon();
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException alreadyExiting) {
            // then the hook has done the same
        }
    }
}
