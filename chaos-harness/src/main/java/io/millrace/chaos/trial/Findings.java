package io.millrace.chaos.trial;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What a run finds out by itself, beside the history that is checked when it is over. Used by one thread. */
final class Findings {
    private static final int NANOS_PER_MS = 1_000_000;

    private final Consumer<String> progress;
    private final List<Outcome.Recovery> recoveries = new ArrayList<>();
    private final List<String> slow = new ArrayList<>();
    private final List<String> unkept = new ArrayList<>();

    Findings(Consumer<String> progress) {
        this.progress = progress;
    }

    /** What is not as it must be. */
    void expect(boolean holds, String what) {
        if (!holds) {
            progress.accept("  not kept: " + what);
            unkept.add(what);
        }
    }

    /** A bound of time, which may have been missed. */
    void inTime(String what, long ms, long msMax) {
        if (ms > msMax) {
            slow.add(what + ": " + ms + " ms, at most " + msMax + " ms");
        }
    }

    /** A figure beside the recoveries. */
    void measured(String what, long ms) {
        recoveries.add(new Outcome.Recovery(what, ms));
        progress.accept("  " + what + ": " + ms + " ms");
    }

    /** When the last output that was waited for came; milliseconds since the mark. */
    long recovered(Trial.Mark mark, long lastNanos) {
        long ms = (lastNanos - mark.nanos()) / NANOS_PER_MS;
        recoveries.add(new Outcome.Recovery(mark.what(), ms));
        progress.accept("  new outputs after " + ms + " ms");
        return ms;
    }

    List<Outcome.Recovery> recoveries() {
        return recoveries;
    }

    List<String> slow() {
        return slow;
    }

    List<String> unkept() {
        return unkept;
    }
}
