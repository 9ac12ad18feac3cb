package io.millrace.windowing.window;

/** What was folded into one pane. */
record Pane(long start, Object accumulator) {}
