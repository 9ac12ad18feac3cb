package io.millrace.windowing.window;

import io.millrace.api.WindowSpan;

/** Takes the results of windows. */
@FunctionalInterface
public interface WindowSink {
    void emit(WindowSpan span, Object accumulator);
}
