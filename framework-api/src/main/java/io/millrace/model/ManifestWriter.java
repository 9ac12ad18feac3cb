package io.millrace.model;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Models as plain JSON values, field by field, so that the file's order is the one that stands here. */
final class ManifestWriter {
    private ManifestWriter() {}

    static Map<String, ?> listener(ListenerModel model) {
        return object(
                "format", Manifest.FORMAT,
                "name", model.name(),
                "handlerType", model.handlerType(),
                "key", type(model.key()),
                "order", model.order().name(),
                "lateTo", model.lateTo(),
                "onFailure", failure(model.onFailure()),
                "inputs", each(model.inputs(), ManifestWriter::input),
                "stores", each(model.stores(), ManifestWriter::store),
                "timers", each(model.timers(), ManifestWriter::timer),
                "outputs", each(model.outputs(), ManifestWriter::output),
                "windows", each(model.windows(), ManifestWriter::window));
    }

    private static Map<String, ?> failure(FailureModel model) {
        return object(
                "retries", model.retries(),
                "backoffMs", model.backoffMs(),
                "backoffMsMax", model.backoffMsMax(),
                "then", model.then().name(),
                "fatal", model.fatal(),
                "transients", model.transients(),
                "transientMs", model.transientMs());
    }

    private static Map<String, ?> input(InputModel model) {
        EventTimeModel time = model.eventTime();
        return object(
                "name", model.name(),
                "repartition", model.repartition(),
                "method", model.method(),
                "priority", model.priority(),
                "body", type(model.body()),
                "nullable", model.nullable(),
                "valid", model.valid(),
                "eventTime", time == null ? null : eventTime(time),
                "tieBreak", model.tieBreak());
    }

    private static Map<String, ?> eventTime(EventTimeModel model) {
        EventTimeModel plain = new EventTimeModel(model.outOfOrderMs(), model.idleMs());
        return model.equals(plain)
                ? object("outOfOrderMs", model.outOfOrderMs(), "idleMs", model.idleMs())
                : object(
                        "strategy", model.strategy().name(),
                        "method", model.method(),
                        "outOfOrderMs", model.outOfOrderMs(),
                        "outOfOrderMsMax", model.outOfOrderMsMax(),
                        "onTimePpm", model.onTimePpm(),
                        "idleMs", model.idleMs());
    }

    private static Map<String, ?> store(StoreModel model) {
        RollingModel rolling = model.rolling();
        return object(
                "name", model.name(),
                "kind", model.kind().name(),
                "types", each(model.types(), ManifestWriter::type),
                "ttlMs", model.ttlMs(),
                "maxEntries", model.maxEntries(),
                "rolling",
                        rolling == null
                                ? null
                                : object(
                                        "sizes", rolling.sizes(),
                                        "sizesMs", rolling.sizesMs(),
                                        "delayMs", rolling.delayMs(),
                                        "unfold", rolling.unfold()));
    }

    private static Map<String, ?> timer(TimerModel model) {
        TypeModel id = model.id();
        return object(
                "name", model.name(),
                "eventTime", model.eventTime(),
                "id", id == null ? null : type(id),
                "method", model.method());
    }

    private static Map<String, ?> output(OutputModel model) {
        TypeModel key = model.key();
        return object(
                "name", model.name(),
                "topic", model.topic(),
                "repartition", model.repartition(),
                "key", key == null ? null : type(key),
                "value", type(model.value()));
    }

    private static Map<String, ?> window(WindowModel model) {
        SpanModel span = model.span();
        boolean counts = span.kind() == WindowKind.COUNT;
        Map<String, @Nullable Object> window = new LinkedHashMap<>();
        window.put("name", model.name());
        window.put("kind", model.kind().name());
        window.put("time", model.time().name());
        window.put(counts ? "records" : "sizeMs", span.size());
        window.put(counts ? "every" : "slideMs", span.slide());
        window.put("offsetMs", span.offset());
        if (!span.levels().isEmpty()) {
            window.put("levelsMs", span.levels());
        }
        if (span.assigner() != null) {
            window.put("assigner", span.assigner());
        }
        window.put("emit", emit(model.emit()));
        window.put("allowedLatenessMs", model.allowedLatenessMs());
        window.put("lateTo", model.lateTo());
        window.put("inputs", model.inputs());
        window.put("accumulator", type(model.accumulator()));
        window.put("merge", model.merge());
        window.put("method", model.method());
        return window;
    }

    private static Object emit(EmitModel model) {
        return model.equals(EmitModel.FINAL)
                ? "final"
                : object(
                        "atClose", model.atClose(),
                        "onUpdate", model.onUpdate(),
                        "everyMs", model.everyMs(),
                        "in", model.in().name(),
                        "count", model.count(),
                        "purge", model.purge(),
                        "unchanged", model.unchanged());
    }

    private static Map<String, ?> type(TypeModel model) {
        Map<String, Object> type = new LinkedHashMap<>();
        type.put("name", model.name());
        type.put("fields", model.fields());
        type.put("immutable", model.immutable());
        if (model.canonical()) {
            type.put("canonical", true);
        }
        return type;
    }

    private static <T> List<Map<String, ?>> each(List<T> models, Function<T, Map<String, ?>> write) {
        return models.stream().<Map<String, ?>>map(write).toList();
    }

    private static Map<String, ?> object(@Nullable Object... namesAndValues) {
        Map<String, @Nullable Object> object = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            object.put(String.valueOf(namesAndValues[i]), namesAndValues[i + 1]);
        }
        return object;
    }
}
