package io.millrace.model;

import org.jspecify.annotations.Nullable;

/**
 * One output of a listener.
 *
 * @param name the handle's name
 * @param topic the topic as written, or the re-key topic's shared name
 * @param repartition whether it is an internal topic that carries watermarks in band
 * @param key the key's type; null: keyed as the current record
 */
public record OutputModel(String name, String topic, boolean repartition, @Nullable TypeModel key, TypeModel value) {}
