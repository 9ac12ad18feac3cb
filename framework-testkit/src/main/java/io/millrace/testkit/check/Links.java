package io.millrace.testkit.check;

import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.TimerFired;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What a listener's output topic tells of each key, in log order: outputs and timers that fired. */
final class Links {
    private Links() {}

    static Map<String, List<Link>> byKey(History history, String listener, String topic) {
        List<Link> links = new ArrayList<>();
        for (Output output : history.all(Output.class)) {
            if (output.listener().equals(listener) && output.topic().equals(topic)) {
                links.add(Link.of(output));
            }
        }
        for (TimerFired fired : history.all(TimerFired.class)) {
            if (fired.listener().equals(listener) && fired.topic().equals(topic)) {
                links.add(Link.of(fired));
            }
        }
        links.sort(Comparator.comparing((Link link) -> link.logged().partition())
                .thenComparing(link -> link.logged().offset()));
        Map<String, List<Link>> byKey = new TreeMap<>();
        for (Link link : links) {
            byKey.computeIfAbsent(String.valueOf(link.logged().key()), any -> new ArrayList<>())
                    .add(link);
        }
        return byKey;
    }
}
