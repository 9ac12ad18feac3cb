package io.millrace.runtime;

import io.millrace.port.Background;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens tasks on threads of their own, so that restoring one never stalls another. Thread-safe. */
public final class BackgroundThreads implements Background, AutoCloseable {
    private static final long LATER_MS = 20;
    private static final long CLOSE_MS_MAX = 10_000;

    private final ExecutorService threads;

    /**
     * @param name what the threads are called
     * @param threadsMax how many tasks are opened at once
     */
    public BackgroundThreads(String name, int threadsMax) {
        AtomicInteger count = new AtomicInteger();
        threads = Executors.newFixedThreadPool(threadsMax, work -> {
            Thread thread = new Thread(work, name + "-open-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void start(Work work) {
        threads.execute(() -> run(work));
    }

    private static void run(Work work) {
        try {
            Progress progress;
            while ((progress = work.step()) != Progress.DONE) {
                if (progress == Progress.LATER) {
                    TimeUnit.MILLISECONDS.sleep(LATER_MS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
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
