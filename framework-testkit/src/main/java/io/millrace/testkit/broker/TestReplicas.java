package io.millrace.testkit.broker;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/**
 * Replicas of the application in JVMs of their own, so that they can die as processes die and be taken for dead while they
 * live. A test method with a parameter of this type decides what runs: no listener runs in the test's own JVM.
 *
 * <pre>{@code
 * @Test
 * void aKillLosesNothing(TestBroker broker, TestReplicas replicas) {
 *     replicas.start(2);
 *     broker.send("payments", "alice", payment);
 *     replicas.kill(0);
 *     broker.send("payments", "alice", another);
 *     assertThat(broker.await("totals", Long.class, 2)).containsExactly(100L, 150L);
 * }
 * }</pre>
 *
 * <p>Replicas are dynamic members with a session of 2 s, each with a state directory that outlives it. They are numbered
 * from 0, as they were started. What was started ends with the test. Used by the test's thread.
 */
public final class TestReplicas {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long LOOK_NANOS = 20_000_000;

    private final Map<String, Object> properties;
    private final int tasks;
    private final Path folder;
    private final List<ReplicaProcess> replicas = new ArrayList<>();

    /**
     * @param properties of the application
     * @param tasks how many there are of all listeners
     * @param folder for their state
     */
    TestReplicas(Map<String, Object> properties, int tasks, Path folder) {
        this.properties = Map.copyOf(properties);
        this.tasks = tasks;
        this.folder = folder;
    }

    /**
     * Starts so many more, and waits until every task runs.
     *
     * @throws AssertionError MR-0717 if one ends by itself, MR-0718 after 60 s
     */
    public void start(int count) {
        for (int i = 0; i < count; i++) {
            replicas.add(launch(replicas.size()));
        }
        awaitAllTasks();
    }

    /** Ends a replica as {@code kill -9} does, and returns when it is dead. */
    public void kill(int replica) {
        replicas.get(replica).kill();
    }

    /** Starts one that was killed or stopped again, over its directory; waits until every task runs. */
    public void restart(int replica) {
        if (replicas.get(replica).isAlive()) {
            throw new IllegalStateException("MR-0720 replica " + replica + " still runs: kill or stop it first");
        }
        replicas.set(replica, launch(replica));
        awaitAllTasks();
    }

    /** Ends a replica in order: it commits, and hands its tasks over. */
    public void stop(int replica) {
        replicas.get(replica).stop();
    }

    /**
     * Makes a replica stand still in the middle of whatever it does, as a machine does that is out of memory. After its
     * session it is a zombie: others have its tasks, and it does not know.
     */
    public void stall(int replica) {
        replicas.get(replica).stall();
    }

    /** Lets a replica go on that stood still. */
    public void resume(int replica) {
        replicas.get(replica).resume();
    }

    /**
     * Waits until every task runs on a replica that is alive and does not stand still.
     *
     * @throws AssertionError MR-0718 after 60 s, with the last lines of each replica
     */
    public void awaitAllTasks() {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (replicas.stream().mapToInt(ReplicaProcess::tasks).sum() < tasks) {
            if (replicas.stream().noneMatch(ReplicaProcess::isAlive)) {
                throw new AssertionError("MR-0717 no replica is alive" + lastLines());
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("MR-0718 after " + PATIENCE.toSeconds() + " s "
                        + replicas.stream().mapToInt(ReplicaProcess::tasks).sum() + " of " + tasks + " tasks run"
                        + lastLines());
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }

    /** Tasks of all listeners that a replica runs, by its own account; 0 while it is dead or stands still. */
    public int tasks(int replica) {
        return replicas.get(replica).tasks();
    }

    private String lastLines() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < replicas.size(); i++) {
            text.append("\n  replica ").append(i).append(replicas.get(i).isAlive() ? ", alive:" : ", dead:");
            replicas.get(i).lastLines().forEach(line -> text.append("\n    ").append(line));
        }
        return text.toString();
    }

    private ReplicaProcess launch(int number) {
        Map<String, Object> own = new HashMap<>(properties);
        own.put("millrace.state-dir", folder.resolve("replica-" + number));
        own.putIfAbsent("millrace.session-timeout", "2s");
        Properties written = new Properties();
        own.forEach((name, value) -> written.put(name, value.toString()));
        Path file = folder.resolve("replica-" + number + ".properties");
        try (Writer out = Files.newBufferedWriter(file)) {
            written.store(out, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new ReplicaProcess(file);
    }

    void close() {
        replicas.forEach(ReplicaProcess::kill);
    }
}
