package io.millrace.model;

import java.util.Map;

/**
 * A listener's model as JSON: the file {@code META-INF/millrace/<listener>.json}. Fields stand in the order of the model,
 * what is absent is null, durations are milliseconds; equal models give equal bytes.
 */
public final class Manifest {
    /** The form of the file; readers refuse a newer one. */
    public static final int FORMAT = 1;

    private Manifest() {}

    /** The path of a listener's manifest on the class path. */
    public static String path(String listener) {
        return "META-INF/millrace/" + listener + ".json";
    }

    public static String toJson(ListenerModel listener) {
        return Json.write(ManifestWriter.listener(listener));
    }

    /** @throws IllegalArgumentException if the text is not a manifest of a known format */
    public static ListenerModel fromJson(String json) {
        if (Json.read(json) instanceof Map<?, ?> map) {
            return new ManifestReader(map).listener();
        }
        throw new IllegalArgumentException("not a manifest: the outermost value is no object");
    }
}
