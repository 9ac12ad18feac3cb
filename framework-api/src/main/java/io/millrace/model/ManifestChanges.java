package io.millrace.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Compares two models of one listener: each difference is a finding that says what it does to what is stored. */
public final class ManifestChanges {
    private static final String NOTHING_STORED = "nothing that is stored depends on it";
    private static final String TIES = "records of one event time change their order from here on";
    private static final String NEW_NAME = "what is stored cannot be read so: give it a new name";

    private final ListenerModel now;
    private final List<Finding> findings = new ArrayList<>();

    private ManifestChanges(ListenerModel now) {
        this.now = now;
    }

    /**
     * Every difference, none if the models are equal. Subjects are parts of {@code now}; what is gone is about the
     * listener.
     */
    public static List<Finding> between(ListenerModel committed, ListenerModel now) {
        ManifestChanges changes = new ManifestChanges(now);
        changes.listener(committed);
        changes.parts(
                new Kind<>(
                        Subject.Kind.INPUT, InputModel::name, "it is read from where start-at says", "nobody reads it"),
                committed.inputs(),
                now.inputs(),
                changes::input);
        changes.parts(
                new Kind<>(
                        Subject.Kind.STORE,
                        StoreModel::name,
                        "it is empty for every key; if it had another name, keep that: @State(\"old-name\")",
                        "what it holds is no longer used; if it was renamed, keep its name: @State(\"%s\")"),
                committed.stores(),
                now.stores(),
                changes::store);
        changes.parts(
                new Kind<>(
                        Subject.Kind.TIMER,
                        TimerModel::name,
                        "it is set for no key; if it had another name, keep that: @State(\"old-name\")",
                        "what is set will not fire; if it was renamed, keep its name: @State(\"%s\")"),
                committed.timers(),
                now.timers(),
                changes::timer);
        changes.parts(
                new Kind<>(
                        Subject.Kind.OUTPUT,
                        OutputModel::name,
                        "its topic must exist",
                        "nothing is sent there any more"),
                committed.outputs(),
                now.outputs(),
                changes::output);
        changes.parts(
                new Kind<>(
                        Subject.Kind.WINDOW,
                        WindowModel::name,
                        "it takes what comes from now on",
                        "what is open is no longer used; if it was renamed, keep its name"),
                committed.windows(),
                now.windows(),
                changes::window);
        return List.copyOf(changes.findings);
    }

    /** One kind of parts: how they are named, and what a new one and one that is gone mean. */
    private record Kind<T>(Subject.Kind subject, Function<T, String> name, String added, String gone) {
        String shown(T part) {
            return subject.shown() + " '" + name.apply(part) + "'";
        }
    }

    private <T> void parts(Kind<T> kind, List<T> before, List<T> after, BiConsumer<T, Part<T>> compare) {
        Map<String, T> left = new LinkedHashMap<>();
        before.forEach(part -> left.put(kind.name().apply(part), part));
        for (int i = 0; i < after.size(); i++) {
            T part = after.get(i);
            T old = left.remove(kind.name().apply(part));
            Subject subject = new Subject(kind.subject(), i);
            if (old == null) {
                add(subject, kind.shown(part) + " is new: " + kind.added());
            } else {
                compare.accept(old, new Part<>(part, subject, kind.shown(part)));
            }
        }
        left.forEach((name, old) -> add(
                Subject.LISTENER, kind.shown(old) + " is gone: " + kind.gone().formatted(name)));
    }

    /** A part as it is now, and how findings speak of it. */
    private record Part<T>(T model, Subject subject, String shown) {}

    private void listener(ListenerModel old) {
        Part<ListenerModel> listener = new Part<>(now, Subject.LISTENER, "listener '" + now.name() + "'");
        changed(listener, "handler", ListenerModel::handlerType, old, NOTHING_STORED);
        type(
                listener,
                "key",
                old.key(),
                now.key(),
                "state, timers and partitions go by the key's bytes: give the listener a new name");
        List<String> common = inputNames(old, now);
        if (!common.equals(inputNames(now, old))) {
            add(
                    Subject.LISTENER,
                    listener.shown() + ": inputs were " + common + " and are " + inputNames(now, old) + ": " + TIES);
        }
        changed(listener, "order", ListenerModel::order, old, "it holds for what is not handled yet");
        changed(listener, "lateTo", ListenerModel::lateTo, old, "it holds for what comes late from now on");
        changed(listener, "failure policy", ListenerModel::onFailure, old, "it holds for failures from now on");
    }

    /** Those of one model that the other has as well. */
    private static List<String> inputNames(ListenerModel of, ListenerModel other) {
        List<String> others = other.inputs().stream().map(InputModel::name).toList();
        return of.inputs().stream()
                .map(InputModel::name)
                .filter(others::contains)
                .toList();
    }

    private void input(InputModel old, Part<InputModel> part) {
        changed(part, "repartition", InputModel::repartition, old, "it is another topic");
        changed(part, "method", InputModel::method, old, NOTHING_STORED);
        changed(part, "priority", InputModel::priority, old, TIES);
        changed(part, "tie-break", InputModel::tieBreak, old, TIES);
        type(
                part,
                "body",
                old.body(),
                part.model().body(),
                "records that are in the topic already must be readable so");
        changed(part, "tombstones welcome", InputModel::nullable, old, "if false, they become dead letters");
        changed(part, "validation", InputModel::valid, old, "if true, what is not valid goes the way of failures");
        changed(
                part,
                "event time",
                InputModel::eventTime,
                old,
                "the watermark goes on from where it is; what is behind it is late");
    }

    private void store(StoreModel old, Part<StoreModel> part) {
        StoreModel store = part.model();
        changed(part, "kind", StoreModel::kind, old, NEW_NAME);
        if (old.kind() == store.kind()) {
            for (int i = 0; i < store.types().size(); i++) {
                type(part, "type", old.types().get(i), store.types().get(i), NEW_NAME);
            }
        }
        changed(part, "ttlMs", StoreModel::ttlMs, old, "it counts from the last write, of what is stored too");
        changed(part, "maxEntries", StoreModel::maxEntries, old, "a key is cut to it when it is written next");
        changed(
                part,
                "windows",
                StoreModel::rolling,
                old,
                "elements that the old windows had let go of are not there for larger ones");
    }

    private void timer(TimerModel old, Part<TimerModel> part) {
        changed(
                part,
                "event time",
                TimerModel::eventTime,
                old,
                "what is set goes by the other clock: give it a new name");
        changed(part, "id", timer -> timer.id() == null ? "none" : timer.id().name(), old, NEW_NAME);
        changed(part, "method", TimerModel::method, old, NOTHING_STORED);
    }

    private void output(OutputModel old, Part<OutputModel> part) {
        OutputModel output = part.model();
        changed(part, "topic", OutputModel::topic, old, "its readers must follow");
        changed(part, "repartition", OutputModel::repartition, old, "it is another topic");
        changed(
                part,
                "key",
                out -> out.key() == null ? "the current one" : out.key().name(),
                old,
                "records of one key may move to another partition");
        type(part, "value", old.value(), output.value(), "its readers must understand it");
    }

    private void window(WindowModel old, Part<WindowModel> part) {
        String opened = part.model().paned()
                ? "what is open was cut into other panes: give it a new name"
                : "what is open closes as it was opened";
        changed(part, "kind", WindowModel::kind, old, NEW_NAME);
        changed(part, "time", WindowModel::time, old, "what is open closes by the other clock: give it a new name");
        changed(part, "shared panes", WindowModel::paned, old, "what is open is no longer used: give it a new name");
        String unit = part.model().kind() == WindowKind.COUNT ? "" : "Ms";
        changed(part, "size" + unit, window -> window.span().size(), old, opened);
        changed(part, "slide" + unit, window -> window.span().slide(), old, opened);
        changed(part, "offsetMs", window -> window.span().offset(), old, opened);
        changed(part, "levels", window -> window.span().levels(), old, NEW_NAME);
        changed(part, "assigner", window -> window.span().assigner(), old, "what is open closes as it was opened");
        changed(part, "emit", WindowModel::emit, old, "it holds for results from now on");
        changed(
                part,
                "purge",
                window -> window.emit().purge(),
                old,
                "what a result has emptied stays empty, and readers must know whether results add up: give it a new name");
        changed(part, "allowedLatenessMs", WindowModel::allowedLatenessMs, old, "it holds for what closes from now on");
        changed(
                part,
                "panes kept for late records",
                window -> window.paned() && window.allowedLatenessMs() > 0,
                old,
                "if they were and are not, they are never let go of: give it a new name");
        changed(part, "lateTo", WindowModel::lateTo, old, "it holds for what comes late from now on");
        changed(part, "inputs", WindowModel::inputs, old, "what is open goes on with the new ones");
        changed(part, "merge", WindowModel::merge, old, NOTHING_STORED);
        changed(part, "method", WindowModel::method, old, NOTHING_STORED);
        type(part, "accumulator", old.accumulator(), part.model().accumulator(), NEW_NAME);
    }

    private <T> void changed(Part<T> part, String what, Function<T, @Nullable Object> value, T old, String hint) {
        Object before = value.apply(old);
        Object after = value.apply(part.model());
        if (!Objects.equals(before, after)) {
            add(part.subject(), part.shown() + ": " + what + " was " + before + " and is " + after + ": " + hint);
        }
    }

    /** Another type, or the same one with other components: those evolve by name. */
    private void type(Part<?> part, String what, TypeModel before, TypeModel after, String hint) {
        if (!before.name().equals(after.name())) {
            add(
                    part.subject(),
                    part.shown() + ": " + what + " was " + before.name() + " and is " + after.name() + ": " + hint);
            return;
        }
        String shown = part.shown() + ": " + after.name() + "'s component ";
        Map<String, String> left = components(before);
        components(after).forEach((name, type) -> {
            String old = left.remove(name);
            if (old == null) {
                add(part.subject(), shown + name + " is new: it is null or 0 in what is already written");
            } else if (!old.equals(type)) {
                add(
                        part.subject(),
                        shown + name + " was " + old + " and is " + type
                                + ": what is already written may not be readable; give the component a new name");
            }
        });
        left.keySet()
                .forEach(name -> add(part.subject(), shown + name + " is gone: what is written of it is left out"));
        if (before.immutable() != after.immutable()) {
            add(
                    part.subject(),
                    part.shown() + ": " + after.name()
                            + (after.immutable() ? " is shared as it is" : " is copied for each record") + " now: "
                            + NOTHING_STORED);
        }
    }

    private static Map<String, String> components(TypeModel type) {
        return type.fields().stream()
                .map(field -> field.split(":", 2))
                .collect(Collectors.toMap(field -> field[0], field -> field[1], (a, b) -> b, LinkedHashMap::new));
    }

    private void add(Subject subject, String message) {
        findings.add(new Finding(ErrorCode.MANIFEST_DIFFERS, now.name(), subject, message));
    }
}
