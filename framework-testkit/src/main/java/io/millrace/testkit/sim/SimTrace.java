package io.millrace.testkit.sim;

import java.util.ArrayDeque;
import java.util.Deque;

/** What happened, in order: the last lines for a reader, and a hash over all of them. */
final class SimTrace {
    private static final int LINES_MAX = Integer.getInteger("millrace.trace.lines", 160);
    private static final long FNV_PRIME = 0x100000001b3L;

    private final SimClock clock;
    private final Deque<String> lines = new ArrayDeque<>();
    private long hash = 0xcbf29ce484222325L;
    private long count;

    SimTrace(SimClock clock) {
        this.clock = clock;
    }

    void add(String who, String what) {
        String line = clock.nanos() / 1000 + "us " + who + " " + what;
        for (int i = 0; i < line.length(); i++) {
            hash = (hash ^ line.charAt(i)) * FNV_PRIME;
        }
        count++;
        lines.add(line);
        if (lines.size() > LINES_MAX) {
            lines.remove();
        }
    }

    long hash() {
        return hash;
    }

    long count() {
        return count;
    }

    String tail() {
        return String.join("\n", lines);
    }
}
