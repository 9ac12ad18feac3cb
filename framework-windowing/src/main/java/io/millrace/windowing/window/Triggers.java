package io.millrace.windowing.window;

import io.millrace.api.Firing;
import io.millrace.model.EmitModel;
import org.jspecify.annotations.Nullable;

/**
 * When a window that is kept by itself gives results, and what it is afterwards. Pure.
 *
 * <p>The rules are those of Flink's triggers: event time and processing time (at close), count, continuous (every, with
 * {@code unchanged}), purging. Its one addition is that {@code every} does not repeat what has not changed unless it is told to.
 *
 * @param latenessMs for how long a window lives after its close
 * @param every of the window's own time; 0: none
 */
record Triggers(EmitModel emit, long latenessMs, long every) {
    /** What becomes of a window whose time has come: how it fires, if it does, and what is left of it, if anything is. */
    record Outcome(@Nullable Firing firing, @Nullable Kept left) {}

    /** An empty window with that end; it may have closed already. */
    Kept opened(long end, long now) {
        return joined(end, now, 0, 0, Kept.NEVER);
    }

    /** A window that grew to that end, still without what it holds. */
    Kept joined(long end, long now, int firings, long since, long early) {
        Kept kept = Kept.empty(end, firings, since);
        return end > now ? open(kept, early) : closed(kept);
    }

    private Kept open(Kept kept, long early) {
        long close = kept.end() - 1;
        // Where unchanged results are told too, the last multiple has been as soon as the close comes next.
        long next = early < close ? early : emit.unchanged() && early != Kept.NEVER ? close : Kept.NEVER;
        return kept.waiting(Math.min(next, close), next);
    }

    private Kept closed(Kept kept) {
        return kept.waiting(kept.end() - 1 + latenessMs, Kept.NEVER);
    }

    /**
     * The window with one more element.
     *
     * @param accumulator with the element in it
     * @param time the element's
     */
    Kept added(Kept kept, Object accumulator, long time, long now) {
        Kept with = kept.with(accumulator, time);
        if (kept.closed()) {
            return with;
        }
        return open(with, every > 0 && kept.early() == Kept.NEVER ? firstEarly(time, now) : kept.early());
    }

    /**
     * The next multiple behind the element. Multiples that have passed are not made up for, unless each of them is to be
     * told.
     */
    private long firstEarly(long time, long now) {
        long behind = emit.unchanged() || now == Long.MIN_VALUE ? time : Math.max(time, now - 1);
        return nextMultiple(behind, every);
    }

    static long nextMultiple(long behind, long every) {
        return behind - Math.floorMod(behind, every) + every;
    }

    /** Whether its newest element gives a result at once. */
    @Nullable
    Firing atElement(Kept kept) {
        boolean counted = emit.count() > 0 && kept.since() >= emit.count();
        if (kept.closed()) {
            return counted || !emit.byCountAlone() ? Firing.REFINED : null;
        }
        return counted || emit.onUpdate() ? Firing.EARLY : null;
    }

    /** After a result. */
    Kept given(Kept kept) {
        return kept.fired(emit.purge());
    }

    /** Its {@link Kept#due} has come. */
    Outcome due(Kept kept) {
        if (kept.closed()) {
            return new Outcome(null, null);
        }
        if (kept.isEarly()) {
            // Declared without early results by now, it waits for its close alone.
            boolean fires = every > 0 && hasNews(kept);
            long next = fires || every > 0 && emit.unchanged() ? kept.early() + every : Kept.NEVER;
            return new Outcome(fires ? Firing.EARLY : null, open(fires ? given(kept) : kept, next));
        }
        boolean fires = emit.atClose() && kept.accumulator() != null;
        Kept left = latenessMs == 0 ? null : closed(fires ? given(kept) : kept);
        return new Outcome(fires ? Firing.ON_TIME : null, left);
    }

    /** Whether an early result by a clock says anything. */
    boolean hasNews(Kept kept) {
        return kept.accumulator() != null && (kept.since() > 0 || emit.unchanged());
    }
}
