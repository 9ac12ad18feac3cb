package io.millrace.chaos.trial;

import io.millrace.testkit.check.Observed;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The moment at which replicas can be asked to end: all is read and released, and committed offsets have stopped moving. One
 * that is asked between two timers that are due leaves the second to its successor: as it may, but at the end of a run there
 * is none, and nobody could tell a timer that was left from one that was lost.
 */
final class Rest {
    /** Longer than any commit interval that a scenario sets: a replica at work would have committed. */
    private static final Duration STILL = Duration.ofSeconds(3);

    private final Trial trial;
    private final List<String> listeners;
    private final Lags lags;
    private final Stillness stillness = new Stillness(STILL);
    private final Map<String, Lags.Look> last = new HashMap<>();

    Rest(Trial trial, List<String> listeners) {
        this.trial = trial;
        this.listeners = listeners;
        this.lags = new Lags(trial.admin(), trial.brokers().bootstrap());
    }

    /** Waits for it; tells if it does not come. */
    void await(Duration patience) {
        try {
            trial.mustHappen("lag 0 of all listeners, at rest", patience.plus(STILL), this::isReached);
        } catch (Unkept late) {
            trial.expect(false, late.getMessage() + ": " + last);
        }
    }

    private boolean isReached() {
        boolean done = true;
        for (String listener : listeners) {
            Lags.Look look = look(listener);
            last.put(listener, look);
            if (look.records() != Lags.UNKNOWN) {
                trial.journals().tell(new Observed.Lag(listener, look.records()));
            }
            done &= look.isDone();
        }
        if (!done) {
            stillness.broken();
            return false;
        }
        return stillness.of(Map.copyOf(last), System.nanoTime());
    }

    private Lags.Look look(String listener) {
        try {
            return lags.of(listener);
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }
}
