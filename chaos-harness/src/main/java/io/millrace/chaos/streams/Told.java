package io.millrace.chaos.streams;

import io.millrace.chaos.wire.Event;

/** A record that was handled, and what is said about it. */
record Told(Event event, String text) {}
