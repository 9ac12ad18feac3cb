package io.millrace.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What must hold between the listeners of one service: names, and both ends of each re-key topic. */
final class ServiceRules {
    private record Writer(ListenerModel listener, OutputModel output) {
        TypeModel key() {
            TypeModel key = output.key();
            return key == null ? listener.key() : key;
        }
    }

    private final Collection<ListenerModel> listeners;
    private final Map<String, Writer> writers = new HashMap<>();
    private final List<Finding> findings = new ArrayList<>();

    ServiceRules(Collection<ListenerModel> listeners) {
        this.listeners = listeners;
    }

    List<Finding> check() {
        Map<String, ListenerModel> byName = new HashMap<>();
        for (ListenerModel listener : listeners) {
            ListenerModel first = byName.putIfAbsent(listener.name(), listener);
            if (first != null) {
                add(
                        ErrorCode.LISTENER_TWICE,
                        listener,
                        Subject.LISTENER,
                        "listener '" + listener.name() + "' has the name of " + first.handlerType() + ": rename one");
            }
            collectWriters(listener);
        }
        listeners.forEach(this::checkReaders);
        return List.copyOf(findings);
    }

    private void collectWriters(ListenerModel listener) {
        for (int i = 0; i < listener.outputs().size(); i++) {
            OutputModel output = listener.outputs().get(i);
            if (!output.repartition()) {
                continue;
            }
            Writer first = writers.putIfAbsent(output.topic(), new Writer(listener, output));
            if (first != null) {
                add(
                        ErrorCode.REPARTITION_TWICE,
                        listener,
                        new Subject(Subject.Kind.OUTPUT, i),
                        "@Repartition(\"" + output.topic() + "\") is already written by listener '"
                                + first.listener().name() + "': give each writer a name of its own");
            }
        }
    }

    private void checkReaders(ListenerModel listener) {
        for (int i = 0; i < listener.inputs().size(); i++) {
            InputModel input = listener.inputs().get(i);
            if (input.repartition()) {
                String problem = mismatch(listener, input, writers.get(input.name()));
                ErrorCode code =
                        writers.containsKey(input.name()) ? ErrorCode.REPARTITION_KEY : ErrorCode.REPARTITION_UNWRITTEN;
                if (problem != null) {
                    add(code, listener, new Subject(Subject.Kind.INPUT, i), problem);
                }
            }
        }
    }

    private static @Nullable String mismatch(ListenerModel listener, InputModel input, @Nullable Writer writer) {
        String topic = "@Repartition(\"" + input.name() + "\")";
        if (writer == null) {
            return topic + " is written by no listener known here: another jar's must have a KeyedOut of that name";
        }
        if (!writer.key().name().equals(listener.key().name())) {
            return topic + " is keyed by " + writer.key().name() + " in listener '"
                    + writer.listener().name() + "' but read with key "
                    + listener.key().name() + ": use one type";
        }
        return null;
    }

    private void add(ErrorCode code, ListenerModel listener, Subject subject, String message) {
        findings.add(new Finding(code, listener.name(), subject, message));
    }
}
