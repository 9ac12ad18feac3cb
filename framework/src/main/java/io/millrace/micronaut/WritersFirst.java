package io.millrace.micronaut;

import io.millrace.model.InputModel;
import io.millrace.model.OutputModel;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The order in which listeners find their topics: who writes a re-keyed topic comes before who reads it. So the topic gets as
 * many partitions as its writer has tasks; a reader that comes first, in another process, cannot know how many those are.
 */
final class WritersFirst {
    private WritersFirst() {}

    /** The same listeners; those that write to each other in a circle keep their order. */
    static List<Listener> of(List<Listener> listeners) {
        Set<String> unwritten = new HashSet<>();
        listeners.forEach(listener -> unwritten.addAll(written(listener)));
        List<Listener> left = new ArrayList<>(listeners);
        List<Listener> ordered = new ArrayList<>();
        while (!left.isEmpty()) {
            Listener next = left.stream()
                    .filter(listener -> read(listener).noneMatch(unwritten::contains))
                    .findFirst()
                    .orElse(left.get(0));
            left.remove(next);
            ordered.add(next);
            unwritten.removeAll(written(next));
        }
        return ordered;
    }

    private static Set<String> written(Listener listener) {
        return listener.model().outputs().stream()
                .filter(OutputModel::repartition)
                .map(OutputModel::topic)
                .collect(Collectors.toSet());
    }

    private static Stream<String> read(Listener listener) {
        return listener.model().inputs().stream()
                .filter(InputModel::repartition)
                .map(InputModel::name);
    }
}
