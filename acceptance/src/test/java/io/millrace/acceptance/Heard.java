package io.millrace.acceptance;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/** What the framework said to its log since this began to listen. */
final class Heard implements AutoCloseable {
    private static final int PATIENCE_SECONDS = 30;

    private final LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>();
    private final Logger logger = (Logger) LoggerFactory.getLogger("io.millrace");
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(event.getFormattedMessage());
        }
    };

    private final @Nullable Level before = logger.getLevel();

    Heard() {
        this(Level.WARN);
    }

    /** Also what is usually not said in tests. */
    Heard(Level least) {
        logger.setLevel(least);
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
    }

    /** Waits until something with all these words was said, and tells it. */
    String await(String... words) throws InterruptedException {
        List<String> others = new ArrayList<>();
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        String line;
        while ((line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) != null) {
            if (List.of(words).stream().allMatch(line::contains)) {
                return line;
            }
            others.add(line);
        }
        throw new AssertionError("nobody said " + List.of(words) + ", but: " + others);
    }

    @Override
    public void close() {
        logger.detachAppender(appender);
        logger.setLevel(before);
    }
}
