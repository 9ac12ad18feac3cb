package io.millrace.windowing.window;

import io.millrace.api.WindowSpan;

/** Takes the results of windows. */
@FunctionalInterface
public interface WindowSink {
    /**
     * @param time that the result bears: the window's last instant, if it has one
     */
    void emit(WindowSpan span, long time, Object accumulator);
}
