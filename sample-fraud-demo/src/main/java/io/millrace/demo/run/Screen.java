package io.millrace.demo.run;

import java.io.PrintStream;
import java.time.Duration;

/** Where a run speaks to people: notes as lines, progress as a live bar on a terminal and as plain lines elsewhere. */
public final class Screen {
    private final PrintStream out;
    private final boolean terminal;
    private final long start = System.nanoTime();

    public Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    boolean terminal() {
        return terminal;
    }

    PrintStream out() {
        return out;
    }

    /** One line, with the time since the start before it. */
    void note(String text) {
        out.printf("[%5.1f s] %s%n", elapsed().toMillis() / 1e3, text);
        out.flush();
    }

    /** Since the start. */
    public Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
