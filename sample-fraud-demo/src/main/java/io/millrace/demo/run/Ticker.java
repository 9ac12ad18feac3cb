package io.millrace.demo.run;

import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows one phase's progress until it is closed. */
final class Ticker implements AutoCloseable {
    private static final long BAR_MILLIS = 200;
    private static final long LINE_MILLIS = 5_000;

    private final Screen screen;
    private final Progress progress;
    private final long total;
    private final @Nullable ProgressBar bar;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "demo-ticker");
        thread.setDaemon(true);
        return thread;
    });
    private long featuresBefore;
    private long nanosBefore = System.nanoTime();

    /** @param total the features count at which the phase is over */
    Ticker(Screen screen, String phase, Progress progress, long total) {
        this.screen = screen;
        this.progress = progress;
        this.total = total;
        this.featuresBefore = progress.features();
        this.bar = screen.terminal() ? bar(screen, phase, total) : null;
    }

    void start() {
        long period = bar == null ? LINE_MILLIS : BAR_MILLIS;
        timer.scheduleAtFixedRate(this::tick, period, period, TimeUnit.MILLISECONDS);
    }

    private static ProgressBar bar(Screen screen, String phase, long total) {
        return new ProgressBarBuilder()
                .setTaskName(phase)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis((int) BAR_MILLIS)
                .hideEta()
                .setConsumer(new ConsoleProgressBarConsumer(screen.out()))
                .build();
    }

    private synchronized void tick() {
        long features = progress.features();
        long now = System.nanoTime();
        double rate = (features - featuresBefore) * 1e9 / (now - nanosBefore);
        String side =
                String.format(Locale.ROOT, "%,.0f/s, %,d alerts, %d kills", rate, progress.alerts(), progress.kills());
        if (bar != null) {
            bar.stepTo(features);
            bar.setExtraMessage(" " + side);
        } else {
            screen.note(String.format(
                    Locale.ROOT,
                    "%,d of %,d features (%d %%), %s, %,d sent",
                    features,
                    total,
                    100 * features / total,
                    side,
                    progress.sent()));
        }
        // The bar ticks often: a rate over a single tick would only flicker.
        if (bar == null || now - nanosBefore > 2_000_000_000L) {
            featuresBefore = features;
            nanosBefore = now;
        }
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
        if (bar != null) {
            bar.stepTo(progress.features());
            bar.close();
        }
    }
}
