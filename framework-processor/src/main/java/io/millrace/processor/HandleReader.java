package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.FieldElement;
import io.micronaut.inject.ast.ParameterElement;
import io.millrace.api.Repartition;
import io.millrace.api.Rolling;
import io.millrace.api.State;
import io.millrace.api.To;
import io.millrace.model.Durations;
import io.millrace.model.ErrorCode;
import io.millrace.model.Names;
import io.millrace.model.OutputModel;
import io.millrace.model.RollingModel;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.spi.HandleRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Reads the handler's constructor: which parameters are handles, and what stands on them. All others are beans. */
final class HandleReader {
    private static final String API = "io.millrace.api.";
    private static final Map<String, StoreKind> STORES = Map.of(
            "ValueState", StoreKind.VALUE,
            "LongState", StoreKind.LONG,
            "DoubleState", StoreKind.DOUBLE,
            "ListState", StoreKind.LIST,
            "MapState", StoreKind.MAP,
            "RollingState", StoreKind.ROLLING);

    /** A timer before it has met its method. */
    record TimerHandle(String name, boolean eventTime, @Nullable SourceType id, Element where) {}

    /** A store before it has met its fold; {@code aggregate} is the class named in its annotation, or null. */
    record StoreHandle(StoreModel model, List<SourceType> types, Element where, @Nullable String aggregate) {}

    private final ClassElement handler;
    private final SourceTypes types;
    private final MessageRules messages;
    private final Problems problems;

    final StoredRules stored;
    final List<HandleRef> handles = new ArrayList<>();
    final List<StoreHandle> stores = new ArrayList<>();
    final List<TimerHandle> timers = new ArrayList<>();
    final List<Listener.Output> outputs = new ArrayList<>();

    HandleReader(ClassElement handler, SourceTypes types, MessageRules messages, Problems problems) {
        this.handler = handler;
        this.types = types;
        this.stored = new StoredRules(types, problems);
        this.messages = messages;
        this.problems = problems;
    }

    void read() {
        handler.getPrimaryConstructor().ifPresent(constructor -> {
            for (ParameterElement parameter : constructor.getParameters()) {
                readParameter(parameter);
            }
        });
    }

    private void readParameter(ParameterElement parameter) {
        ClassElement type = parameter.getGenericType();
        String name = type.getName().startsWith(API) ? type.getName().substring(API.length()) : "";
        Element where = position(parameter);
        StoreKind kind = STORES.get(name);
        if (kind != null) {
            readStore(parameter, kind, where);
        } else if (name.startsWith("EventTimer") || name.startsWith("ProcessingTimer")) {
            readTimer(parameter, name, where);
        } else if (name.equals("Out") || name.equals("KeyedOut")) {
            readOutput(parameter, name.equals("KeyedOut"), where);
        } else {
            for (Class<?> annotation : List.of(State.class, Rolling.class, To.class, Repartition.class)) {
                refuse(parameter, annotation, where, type.getSimpleName() + " is no handle");
            }
        }
    }

    /** A record's implicit constructor has the record's own position; the component's field has the right one. */
    private Element position(ParameterElement parameter) {
        if (!handler.isRecord()) {
            return parameter;
        }
        return handler.getEnclosedElement(ElementQuery.ALL_FIELDS.named(parameter.getName()))
                .map(FieldElement.class::cast)
                .map(Element.class::cast)
                .orElse(parameter);
    }

    private void readStore(ParameterElement parameter, StoreKind kind, Element where) {
        refuse(parameter, To.class, where, "a store is no output");
        refuse(parameter, Repartition.class, where, "a store is no output");
        RollingModel rolling = null;
        if (kind == StoreKind.ROLLING) {
            if (!parameter.hasAnnotation(Rolling.class)) {
                problems.add(
                        ErrorCode.HANDLE,
                        where,
                        "'" + parameter.getName() + "' does not say which windows it keeps: add @Rolling(\"7d\")");
                return;
            }
            rolling = rolling(parameter, where);
        } else {
            refuse(parameter, Rolling.class, where, "only a RollingState has windows");
        }
        int maxEntries = parameter.intValue(State.class, "maxEntries").orElse(0);
        if (maxEntries != 0 && kind != StoreKind.LIST && kind != StoreKind.MAP) {
            notFor(where, "maxEntries is for ListState and MapState");
        }
        String ttl = parameter.stringValue(State.class, "ttl").orElse("");
        if (!ttl.isEmpty() && kind == StoreKind.ROLLING) {
            notFor(where, "a RollingState forgets by its windows, not by ttl");
        }
        List<SourceType> arguments = arguments(parameter, where);
        if (arguments != null) {
            handles.add(new HandleRef(parameter.getName(), HandleRef.Kind.STORE, stores.size()));
            StoreModel model = new StoreModel(
                    storeName(parameter),
                    kind,
                    arguments.stream().map(SourceType::model).toList(),
                    problems.duration(Durations::positiveMs, ttl, -1, where),
                    maxEntries,
                    rolling);
            stores.add(new StoreHandle(model, arguments, where, aggregate(parameter)));
            checkStored(parameter, kind, where);
        }
    }

    private void checkStored(ParameterElement parameter, StoreKind kind, Element where) {
        List<ClassElement> values = SourceTypes.arguments(parameter.getGenericType());
        if (kind == StoreKind.MAP) {
            stored.checkMapKey(parameter.getName(), values.get(0), where);
            values = values.subList(1, 2);
        }
        values.forEach(value -> stored.checkValue(parameter.getName(), value, where));
    }

    private RollingModel rolling(ParameterElement parameter, Element where) {
        List<String> sizes = List.of(parameter.stringValues(Rolling.class));
        List<Long> sizesMs = new ArrayList<>();
        for (int i = 0; i < sizes.size(); i++) {
            // A refused size stands for itself below, so that it is not also reported as a duplicate.
            sizesMs.add(problems.duration(Durations::positiveMs, sizes.get(i), -1L - i, where));
        }
        String delay = parameter.stringValue(Rolling.class, "delay").orElse("");
        return new RollingModel(sizes, sizesMs, problems.duration(Durations::zeroOrMoreMs, delay, 0, where), false);
    }

    private static @Nullable String aggregate(ParameterElement parameter) {
        return parameter
                .stringValue(Rolling.class, "aggregate")
                .filter(name -> !name.equals("io.millrace.api.Aggregate$None"))
                .orElse(null);
    }

    private void readTimer(ParameterElement parameter, String type, Element where) {
        for (Class<?> annotation : List.of(Rolling.class, To.class, Repartition.class)) {
            refuse(parameter, annotation, where, "it has no meaning on a timer");
        }
        if (parameter.stringValue(State.class, "ttl").isPresent()
                || parameter.intValue(State.class, "maxEntries").isPresent()) {
            notFor(where, "on a timer @State gives a name only: it has no ttl and no maxEntries");
        }
        List<SourceType> arguments = arguments(parameter, where);
        if (arguments != null) {
            handles.add(new HandleRef(parameter.getName(), HandleRef.Kind.TIMER, timers.size()));
            SourceType id = arguments.isEmpty() ? null : arguments.get(0);
            timers.add(new TimerHandle(storeName(parameter), type.startsWith("Event"), id, where));
            SourceTypes.arguments(parameter.getGenericType())
                    .forEach(each -> stored.checkTimerId(parameter.getName(), each, where));
        }
    }

    private void readOutput(ParameterElement parameter, boolean keyed, Element where) {
        refuse(parameter, State.class, where, "an output keeps nothing");
        refuse(parameter, Rolling.class, where, "an output keeps nothing");
        String to = parameter.stringValue(To.class).orElse(null);
        String repartition = parameter.stringValue(Repartition.class).orElse(null);
        String topic = to != null ? to : repartition;
        if (topic == null) {
            String write = keyed ? "@To(\"topic\") or @Repartition(\"name\")" : "@To(\"topic\")";
            problems.add(
                    ErrorCode.HANDLE, where, "'" + parameter.getName() + "' does not say where it sends: add " + write);
            return;
        }
        if (to != null && repartition != null) {
            notFor(where, "@To and @Repartition on one output: keep one");
        } else if (repartition != null && !keyed) {
            notFor(
                    where,
                    "@Repartition gives records a new key: use KeyedOut, or @To for an output with the current key");
        }
        List<SourceType> arguments = arguments(parameter, where);
        if (arguments != null) {
            handles.add(new HandleRef(parameter.getName(), HandleRef.Kind.OUTPUT, outputs.size()));
            SourceType key = keyed ? arguments.get(0) : null;
            SourceType value = arguments.get(arguments.size() - 1);
            OutputModel model = new OutputModel(
                    Names.kebab(parameter.getName()),
                    topic,
                    repartition != null,
                    key == null ? null : key.model(),
                    value.model());
            outputs.add(new Listener.Output(model, key, value, where));
            List<ClassElement> declared = SourceTypes.arguments(parameter.getGenericType());
            messages.checkSent(declared.get(declared.size() - 1), where);
        }
    }

    private static String storeName(ParameterElement parameter) {
        return parameter
                .stringValue(State.class)
                .filter(name -> !name.isEmpty())
                .orElseGet(() -> Names.kebab(parameter.getName()));
    }

    /** The handle's type arguments; null after a problem. */
    private @Nullable List<SourceType> arguments(ParameterElement parameter, Element where) {
        ClassElement type = parameter.getGenericType();
        if (!types.usable(type, where)) {
            return null;
        }
        List<SourceType> arguments = new ArrayList<>();
        for (ClassElement argument : type.getTypeArguments().values()) {
            arguments.add(Objects.requireNonNull(types.read(argument, where), "usable in usable"));
        }
        return arguments;
    }

    private void refuse(ParameterElement parameter, Class<?> annotation, Element where, String why) {
        if (parameter.hasAnnotation(annotation.getName())) {
            notFor(
                    where,
                    "@" + annotation.getSimpleName() + " on '" + parameter.getName() + "': " + why + ", so remove it");
        }
    }

    private void notFor(Element where, String message) {
        problems.add(ErrorCode.HANDLE_ANNOTATION, where, message);
    }
}
