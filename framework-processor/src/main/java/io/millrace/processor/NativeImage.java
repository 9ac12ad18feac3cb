package io.millrace.processor;

import java.util.Collection;
import java.util.stream.Collectors;

/** What GraalVM's native-image must keep for a listener: the state codec reads records through their components. */
final class NativeImage {
    private NativeImage() {}

    static String path(String listener) {
        return "native-image/io.millrace/listener-" + listener + "/reachability-metadata.json";
    }

    static String metadata(Collection<String> storedTypes) {
        return storedTypes.stream()
                .map(type -> "    {\"type\": " + JavaText.quoted(type)
                        + ", \"allDeclaredConstructors\": true, \"allDeclaredMethods\": true}")
                .collect(Collectors.joining(",\n", "{\n  \"reflection\": [\n", "\n  ]\n}\n"));
    }
}
