package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.wire.ReplicaEvent;
import io.millrace.demo.wire.Topics;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One life of a replica: its process from start to death, its log, and what it said about itself. Its output is
 * copied to the log by a thread of its own, so that a full pipe never holds the service up. Thread-safe.
 */
final class Incarnation {
    private static final int TAIL_LINES = 15;

    private final Process process;
    private final Path log;
    private final Optional<Kills.At> failpoint;
    private final Runnable alarm;
    private final Consumer<ReplicaEvent> heard;
    private final Map<String, Set<Integer>> running = new ConcurrentHashMap<>();
    private final AtomicLong replayed = new AtomicLong();
    private final Deque<String> tail = new ArrayDeque<>();
    private volatile boolean doomed;

    /**
     * @param failpoint where it is to halt itself
     * @param alarm called when it says that it has given up
     * @param heard gets all it says
     */
    Incarnation(Process process, Path log, Optional<Kills.At> failpoint, Runnable alarm, Consumer<ReplicaEvent> heard) {
        this.process = process;
        this.log = log;
        this.failpoint = failpoint;
        this.alarm = alarm;
        this.heard = heard;
        Thread copier = new Thread(this::copyOutput, "demo-log-" + log.getFileName());
        copier.setDaemon(true);
        copier.start();
    }

    Process process() {
        return process;
    }

    Optional<Kills.At> failpoint() {
        return failpoint;
    }

    /** Its end is ours to answer for. */
    void doom() {
        doomed = true;
    }

    boolean doomed() {
        return doomed;
    }

    /** How many tasks, over all listeners, it runs by its own account. */
    int tasks() {
        return process.isAlive() ? running.values().stream().mapToInt(Set::size).sum() : 0;
    }

    /** Whether it runs tasks of every listener, by its own account. */
    boolean worksForAll() {
        return process.isAlive()
                && running.values().stream().filter(tasks -> !tasks.isEmpty()).count() >= Topics.LISTENERS;
    }

    /** Changelog records replayed so far. */
    long replayed() {
        return replayed.get();
    }

    /** Where its output goes, and the last of it. */
    String lastWords() {
        synchronized (tail) {
            return "Log: " + log + "\n  " + String.join("\n  ", tail);
        }
    }

    private void copyOutput() {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                copy.println(line);
                remember(line);
                ReplicaEvent.parse(line).ifPresent(this::note);
            }
        } catch (IOException endOfProcess) {
            remember("(" + endOfProcess.getMessage() + ")");
        }
    }

    private void remember(String line) {
        synchronized (tail) {
            tail.addLast(line);
            if (tail.size() > TAIL_LINES) {
                tail.removeFirst();
            }
        }
    }

    private void note(ReplicaEvent event) {
        heard.accept(event);
        if (event instanceof ReplicaEvent.Running now) {
            running.put(now.listener() + "/" + now.worker(), now.tasks());
        } else if (event instanceof ReplicaEvent.Restored restored) {
            replayed.addAndGet(restored.records());
        } else if (event instanceof ReplicaEvent.GivenUp && !doomed) {
            alarm.run();
        }
    }

    /** What to tell when it lives on but does nothing any more. */
    Problem givenUp(String replica) {
        return new Problem(Problem.Code.SERVICE, replica + " has given up. " + lastWords());
    }

    /** What to tell when it ended by itself. */
    Problem unexpectedEnd(String replica) {
        return new Problem(
                Problem.Code.SERVICE,
                replica + " ended by itself with status " + process.exitValue() + ". " + lastWords());
    }
}
