package io.millrace.runtime;

import io.millrace.fault.Fault;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks again and again, beside everything else, until something is wrong; that is told once. Thread-safe. */
public final class Watching implements AutoCloseable {
    private final ScheduledExecutorService thread;

    /**
     * @param name what the thread is called
     * @param intervalMs between two looks
     * @param look may block
     * @param found is told on this object's thread
     */
    public Watching(String name, long intervalMs, Supplier<Optional<Fault>> look, Consumer<Fault> found) {
        thread = Executors.newSingleThreadScheduledExecutor(work -> {
            Thread made = new Thread(work, name + "-watch");
            made.setDaemon(true);
            return made;
        });
        thread.scheduleWithFixedDelay(
                () -> look.get().ifPresent(fault -> {
                    thread.shutdown();
                    found.accept(fault);
                }),
                intervalMs,
                intervalMs,
                TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
