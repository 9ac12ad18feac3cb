package io.millrace.model;

import org.jspecify.annotations.Nullable;

/**
 * One timer of a listener.
 *
 * @param eventTime event time, else processing time
 * @param id the id's type where a key may have many; null: one per key
 * @param method the {@code @OnTimer} method's name
 */
public record TimerModel(String name, boolean eventTime, @Nullable TypeModel id, String method) {}
