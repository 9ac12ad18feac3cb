package io.millrace.runtime;

import io.millrace.engine.Worker;
import io.millrace.fault.Fault;
import io.millrace.port.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;

/** The running workers of one listener on this replica, each on its own thread. Thread-safe. */
public final class ListenerRuntime {
    private final String listener;
    private final FutureTask<Boolean> rehearsal;
    private final List<AutoCloseable> shared;
    private final List<Worker> workers = new ArrayList<>();
    private final List<Thread> threads = new ArrayList<>();

    /**
     * @param rehearsal is over before the first worker begins
     * @param shared what is closed, in this order, when all workers have ended
     */
    public ListenerRuntime(String listener, Runnable rehearsal, List<AutoCloseable> shared) {
        this.listener = listener;
        this.rehearsal = new FutureTask<>(rehearsal, true);
        this.shared = List.copyOf(shared);
    }

    /** Starts a worker on a thread of its own. */
    public synchronized void start(Worker worker, Events events) {
        Thread thread = new Thread(() -> run(worker, events), listener + "-" + workers.size());
        workers.add(worker);
        threads.add(thread);
        thread.start();
    }

    private void run(Worker worker, Events events) {
        try {
            rehearsal.run(); // the first who comes
            rehearsal.get();
            while (worker.step()) {
                // everything happens inside
            }
        } catch (RuntimeException | Error e) {
            events.stopped(new Fault.Bug("MR-0300", "a worker died: " + e, e));
            throw e;
        } catch (ExecutionException e) {
            events.stopped(new Fault.Bug("MR-0300", "a worker could not begin: " + e.getCause(), e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends all workers because the listener cannot go on; each reports why. */
    public synchronized void refuse(Fault fault) {
        workers.forEach(worker -> worker.refuse(fault));
    }

    /** Whether any worker still runs. */
    public synchronized boolean isAlive() {
        return threads.stream().anyMatch(Thread::isAlive);
    }

    /**
     * Asks all workers to drain, commit and end; returns at once.
     *
     * @param leave whether to give up the membership at once
     */
    public synchronized void askToStop(boolean leave) {
        workers.forEach(worker -> worker.stop(leave));
    }

    /**
     * Waits for their end, and closes what they shared.
     *
     * @param waitMs at most
     * @return whether all ended in time
     */
    public synchronized boolean awaitStop(long waitMs) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(waitMs);
        boolean ended = true;
        for (Thread thread : threads) {
            ended &= join(thread, deadline - System.nanoTime());
        }
        for (AutoCloseable part : shared) {
            close(part);
        }
        return ended;
    }

    private static boolean join(Thread thread, long nanos) {
        try {
            thread.join(Math.max(1, TimeUnit.NANOSECONDS.toMillis(nanos)));
            return !thread.isAlive();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing failed", e);
        }
    }
}
