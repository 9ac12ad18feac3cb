package io.millrace.runtime;

import io.millrace.port.Background;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Opens tasks on threads of their own, so that restoring one never stalls another: where there are more works than threads,
 * these take a step each in turn. Thread-safe.
 */
public final class BackgroundThreads implements Background, AutoCloseable {
    private static final long LATER_MS = 20;
    private static final long CLOSE_MS_MAX = 10_000;

    private final ThreadPoolExecutor threads;

    /**
     * @param name what the threads are called
     * @param threadsMax how many steps are taken at once
     */
    public BackgroundThreads(String name, int threadsMax) {
        AtomicInteger count = new AtomicInteger();
        threads = new ThreadPoolExecutor(
                threadsMax, threadsMax, 0, TimeUnit.MILLISECONDS, new LinkedBlockingQueue<>(), work -> {
                    Thread thread = new Thread(work, name + "-open-" + count.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                });
    }

    @Override
    public void start(Work work) {
        threads.execute(() -> run(work));
    }

    private void run(Work work) {
        try {
            Progress progress;
            while ((progress = work.step()) != Progress.DONE) {
                if (progress == Progress.LATER) {
                    TimeUnit.MILLISECONDS.sleep(LATER_MS);
                }
                if (!threads.getQueue().isEmpty() && mayQueue(work)) {
                    return;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean mayQueue(Work work) {
        try {
            start(work);
            return true;
        } catch (RejectedExecutionException e) {
            return false; // closing: it was cancelled, and ends with its next step
        }
    }

    /** Waits until what was cancelled has ended. */
    @Override
    public void close() {
        threads.shutdown();
        try {
            if (!threads.awaitTermination(CLOSE_MS_MAX, TimeUnit.MILLISECONDS)) {
                threads.shutdownNow();
            }
        } catch (InterruptedException e) {
            threads.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
