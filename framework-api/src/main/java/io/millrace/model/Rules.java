package io.millrace.model;

import io.millrace.api.Order;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * What must hold for a listener, and for all listeners of a service together. The compiler asks for those of a module,
 * the start for those of all jars after configuration overrides. All findings are returned at once.
 */
public final class Rules {
    /** Types whose equal values have equal bytes in Kafka's own serialisers. */
    private static final Set<String> KEY_TYPES =
            Set.of("java.lang.String", "java.lang.Integer", "java.lang.Long", "java.util.UUID", "byte[]");

    /** Leaves room for the input's own place behind it. */
    private static final int PRIORITY_MAX = 1_000_000;

    private final ListenerModel listener;
    private final List<Finding> findings = new ArrayList<>();

    private Rules(ListenerModel listener) {
        this.listener = listener;
    }

    /** What is wrong with one listener by itself. */
    public static List<Finding> check(ListenerModel listener) {
        Rules rules = new Rules(listener);
        rules.checkListener();
        rules.checkInputs();
        rules.checkStores();
        rules.checkOutputs();
        rules.checkWindows();
        rules.checkNames();
        return List.copyOf(rules.findings);
    }

    /** What is wrong between listeners. */
    public static List<Finding> checkTogether(Collection<ListenerModel> listeners) {
        return new ServiceRules(listeners).check();
    }

    private void checkListener() {
        checkKey(listener.key(), "a key", Subject.LISTENER);
        if (listener.inputs().isEmpty()) {
            add(
                    ErrorCode.NO_INPUT,
                    Subject.LISTENER,
                    "listener '" + listener.name()
                            + "' has no input: add a method with @Topic(\"..\") or @Repartition(\"..\")");
        }
        String lateTo = listener.lateTo();
        if (lateTo != null) {
            checkTopic(lateTo, Subject.LISTENER);
            if (listener.order() != Order.EVENT_TIME) {
                add(
                        ErrorCode.LATE_TO,
                        Subject.LISTENER,
                        "lateTo = \"" + lateTo
                                + "\" has no effect in order of arrival: add order = EVENT_TIME, or remove lateTo");
            }
        }
        FailureModel failure = listener.onFailure();
        if (failure.retries() < 0) {
            add(ErrorCode.LIMIT, Subject.LISTENER, "retries = " + failure.retries() + ": use 0 or more");
        }
        if (failure.backoffMsMax() < failure.backoffMs()) {
            add(
                    ErrorCode.LIMIT,
                    Subject.LISTENER,
                    "backoffMax = " + Durations.text(failure.backoffMsMax()) + " is shorter than backoff = "
                            + Durations.text(failure.backoffMs()));
        }
    }

    private void checkInputs() {
        Map<String, InputModel> seen = new HashMap<>();
        for (int i = 0; i < listener.inputs().size(); i++) {
            InputModel input = listener.inputs().get(i);
            Subject subject = new Subject(Subject.Kind.INPUT, i);
            InputModel first = seen.putIfAbsent((input.repartition() ? "@" : "") + input.name(), input);
            if (first != null) {
                add(
                        ErrorCode.INPUT_TWICE,
                        subject,
                        "'" + input.name() + "' is already read by " + first.method()
                                + "(): keep one method per topic and branch in it");
            }
            if (input.repartition()) {
                checkName(input.name(), "re-key topic", subject);
            } else {
                checkTopic(input.name(), subject);
            }
            checkRank(input, subject);
            new TimeRules(input, input.time(), listener.order(), (code, message) -> add(code, subject, message))
                    .check();
        }
    }

    private void checkRank(InputModel input, Subject subject) {
        if (Math.abs((long) input.priority()) > PRIORITY_MAX) {
            add(
                    ErrorCode.LIMIT,
                    subject,
                    "@Priority(" + input.priority() + "): use a rank from -" + PRIORITY_MAX + " to " + PRIORITY_MAX);
        }
        if (listener.order() != Order.EVENT_TIME && (input.priority() != 0 || input.tieBreak())) {
            add(
                    ErrorCode.ORDER_UNUSED,
                    subject,
                    (input.tieBreak() ? "@TieBreak" : "@Priority") + " of '" + input.name()
                            + "' has no effect in order of arrival: add order = EVENT_TIME, or remove it");
        }
    }

    private void checkStores() {
        for (int i = 0; i < listener.stores().size(); i++) {
            StoreModel store = listener.stores().get(i);
            Subject subject = new Subject(Subject.Kind.STORE, i);
            if (store.maxEntries() < 0) {
                add(ErrorCode.LIMIT, subject, "maxEntries = " + store.maxEntries() + ": use 0 (no limit) or more");
            }
            RollingModel rolling = store.rolling();
            if (rolling != null
                    && new HashSet<>(rolling.sizesMs()).size()
                            < Math.max(1, rolling.sizes().size())) {
                add(
                        ErrorCode.WINDOW_SIZES,
                        subject,
                        "@Rolling(" + rolling.sizes() + "): name at least one size, and each only once");
            }
        }
    }

    private void checkOutputs() {
        for (int i = 0; i < listener.outputs().size(); i++) {
            OutputModel output = listener.outputs().get(i);
            Subject subject = new Subject(Subject.Kind.OUTPUT, i);
            TypeModel key = output.key();
            if (output.repartition()) {
                checkName(output.topic(), "re-key topic", subject);
                if (key != null) {
                    checkKey(key, "the key of a re-key topic", subject);
                }
            } else {
                checkTopic(output.topic(), subject);
            }
        }
    }

    private void checkWindows() {
        for (int i = 0; i < listener.windows().size(); i++) {
            WindowModel window = listener.windows().get(i);
            Subject subject = new Subject(Subject.Kind.WINDOW, i);
            new WindowRules(window, (code, message) -> add(code, subject, message)).check();
            String lateTo = window.lateTo();
            if (lateTo != null) {
                checkTopic(lateTo, subject);
            }
        }
    }

    /** Stores, timers and windows share one space of names: all are entries of the task's changelog. */
    private void checkNames() {
        checkName(listener.name(), "listener", Subject.LISTENER);
        Map<String, String> kept = new HashMap<>();
        Map<Integer, String> ids = new HashMap<>();
        checkEach(listener.stores(), StoreModel::name, Subject.Kind.STORE, kept, ids);
        checkEach(listener.timers(), TimerModel::name, Subject.Kind.TIMER, kept, ids);
        checkEach(listener.windows(), WindowModel::name, Subject.Kind.WINDOW, kept, ids);
        checkEach(listener.outputs(), OutputModel::name, Subject.Kind.OUTPUT, new HashMap<>(), new HashMap<>());
    }

    private <T> void checkEach(
            List<T> parts,
            Function<T, String> nameOf,
            Subject.Kind kind,
            Map<String, String> seen,
            Map<Integer, String> ids) {
        String what = kind.shown();
        for (int i = 0; i < parts.size(); i++) {
            String name = nameOf.apply(parts.get(i));
            Subject subject = new Subject(kind, i);
            checkName(name, what, subject);
            String first = seen.putIfAbsent(name, what);
            if (first != null) {
                add(
                        ErrorCode.NAME_TWICE,
                        subject,
                        what + " '" + name + "' has the name of another " + first + ": rename one");
                continue;
            }
            String other = ids.putIfAbsent(Names.storeId(name), name);
            if (other != null && kind != Subject.Kind.OUTPUT) {
                add(
                        ErrorCode.STORE_ID,
                        subject,
                        what + " '" + name + "' and '" + other + "' have the same 32-bit id: rename one");
            }
        }
    }

    private void checkName(String name, String what, Subject subject) {
        if (!Names.allowed(name)) {
            add(
                    ErrorCode.NAME,
                    subject,
                    what + " name '" + name
                            + "' is not allowed: begin with a lower-case letter, go on with letters, digits and hyphens,"
                            + " 63 at most");
        }
    }

    private void checkTopic(String topic, Subject subject) {
        if (!Names.topicAllowed(topic)) {
            add(
                    ErrorCode.TOPIC,
                    subject,
                    "'" + topic + "' is not a topic's name: use letters, digits, '.', '_' and '-', 249 at most;"
                            + " placeholders are allowed, patterns are not");
        }
    }

    /** State, timers and partitions go by the key's bytes. */
    private void checkKey(TypeModel key, String use, Subject subject) {
        if (KEY_TYPES.contains(key.name())) {
            return;
        }
        if (!key.canonical()) {
            add(
                    ErrorCode.KEY_TYPE,
                    subject,
                    key.name() + " cannot be " + use
                            + ": use String, Integer, Long, UUID or byte[], or a record or enum"
                            + " of your own with @CanonicalKey, whose serde writes equal keys with equal bytes");
        } else if (!key.immutable()) {
            add(
                    ErrorCode.KEY_TYPE,
                    subject,
                    key.name() + " cannot be " + use + ": with @CanonicalKey all its components must be of types that"
                            + " cannot change (no collections, arrays or classes of your own)");
        }
    }

    private void add(ErrorCode code, Subject subject, String message) {
        findings.add(new Finding(code, listener.name(), subject, message));
    }
}
