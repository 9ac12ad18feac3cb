package io.millrace.chaos.workload;

import io.millrace.api.Out;
import io.millrace.api.ValueState;
import io.millrace.chaos.wire.Event;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What an input makes its handler do wrong. */
final class Mischief {
    private static final int REFUSALS = 2;
    private static final int FAT_CHARS = 1_500_000;
    /** How long a slow record takes. */
    private static final long SLOW_MS = Long.getLong("millrace.chaos.slow-ms", 0);

    private static final Map<Long, Integer> ATTEMPTS = new ConcurrentHashMap<>();

    private Mischief() {}

    static void of(Event event, Out<String> out, ValueState<String> ballast) {
        switch (event.trouble()) {
            case NONE -> {}
            case THROWS -> throw new IllegalStateException("refused: " + event.uid());
            case THROWS_TWICE -> {
                if (ATTEMPTS.merge(event.uid(), 1, Integer::sum) <= REFUSALS) {
                    throw new IllegalStateException("refused for now: " + event.uid());
                }
            }
            case OVERFLOWS -> out.send(Integer.toString(depth(event.uid())));
            case FAT_OUTPUT -> out.send("x".repeat(FAT_CHARS));
            case FAT_STATE -> ballast.set("x".repeat(FAT_CHARS));
            case SLOW -> sleep();
            case SLOW_ONCE -> {
                if (ATTEMPTS.merge(event.uid(), 1, Integer::sum) == 1) {
                    sleep();
                }
            }
        }
    }

    private static int depth(long uid) {
        return uid < 0 ? 0 : 1 + depth(uid + 1);
    }

    private static void sleep() {
        try {
            Thread.sleep(SLOW_MS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
