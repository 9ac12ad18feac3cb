package io.millrace.model;

import io.millrace.api.FailureAction;
import io.millrace.api.Order;
import io.millrace.api.TimeDomain;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** One JSON object of a manifest, read by field; a field that is missing or of another type is named in the error. */
final class ManifestReader {
    private final Map<?, ?> object;

    ManifestReader(Map<?, ?> object) {
        this.object = object;
    }

    ListenerModel listener() {
        if (number("format") != Manifest.FORMAT) {
            throw new IllegalArgumentException("manifest format " + number("format") + " is not known here, only "
                    + Manifest.FORMAT + ": compiler and runtime must be of one version");
        }
        return new ListenerModel(
                text("name"),
                text("handlerType"),
                child("key").type(),
                Order.valueOf(text("order")),
                object.get("lateTo") == null ? null : text("lateTo"),
                child("onFailure").failure(),
                each("inputs", ManifestReader::input),
                each("stores", ManifestReader::store),
                each("timers", ManifestReader::timer),
                each("outputs", ManifestReader::output),
                each("windows", ManifestReader::window));
    }

    private FailureModel failure() {
        return new FailureModel(
                (int) number("retries"),
                number("backoffMs"),
                number("backoffMsMax"),
                FailureAction.valueOf(text("then")),
                list("fatal", String.class),
                list("transients", String.class),
                number("transientMs"));
    }

    private InputModel input() {
        return new InputModel(
                text("name"),
                flag("repartition"),
                text("method"),
                (int) number("priority"),
                child("body").type(),
                flag("nullable"),
                flag("valid"),
                optional("eventTime", ManifestReader::eventTime),
                flag("tieBreak"));
    }

    /** Bounded disorder of what a method gives is written without its strategy. */
    private EventTimeModel eventTime() {
        if (object.get("strategy") == null) {
            return new EventTimeModel(number("outOfOrderMs"), number("idleMs"));
        }
        return new EventTimeModel(
                WatermarkStrategy.valueOf(text("strategy")),
                flag("method"),
                number("outOfOrderMs"),
                number("outOfOrderMsMax"),
                (int) number("onTimePpm"),
                number("idleMs"));
    }

    private StoreModel store() {
        return new StoreModel(
                text("name"),
                StoreKind.valueOf(text("kind")),
                each("types", ManifestReader::type),
                number("ttlMs"),
                (int) number("maxEntries"),
                optional("rolling", ManifestReader::rolling));
    }

    private RollingModel rolling() {
        return new RollingModel(
                list("sizes", String.class), list("sizesMs", Long.class), number("delayMs"), flag("unfold"));
    }

    private TimerModel timer() {
        return new TimerModel(text("name"), flag("eventTime"), optional("id", ManifestReader::type), text("method"));
    }

    private OutputModel output() {
        return new OutputModel(
                text("name"),
                text("topic"),
                flag("repartition"),
                optional("key", ManifestReader::type),
                child("value").type());
    }

    private WindowModel window() {
        return new WindowModel(
                text("name"),
                span(),
                TimeDomain.valueOf(text("time")),
                "final".equals(object.get("emit"))
                        ? EmitModel.FINAL
                        : child("emit").emit(),
                number("allowedLatenessMs"),
                object.get("lateTo") == null ? null : text("lateTo"),
                list("inputs", String.class),
                child("accumulator").type(),
                flag("merge"),
                text("method"));
    }

    private SpanModel span() {
        WindowKind kind = WindowKind.valueOf(text("kind"));
        return new SpanModel(
                kind,
                number(kind == WindowKind.COUNT ? "records" : "sizeMs"),
                number(kind == WindowKind.COUNT ? "every" : "slideMs"),
                number("offsetMs"),
                object.get("levelsMs") == null ? List.of() : list("levelsMs", Long.class),
                object.get("assigner") == null ? null : text("assigner"));
    }

    private EmitModel emit() {
        return new EmitModel(
                flag("atClose"),
                flag("onUpdate"),
                number("everyMs"),
                TimeDomain.valueOf(text("in")),
                (int) number("count"),
                flag("purge"),
                flag("unchanged"));
    }

    private TypeModel type() {
        boolean canonical = object.get("canonical") != null && flag("canonical");
        return new TypeModel(text("name"), list("fields", String.class), flag("immutable"), canonical);
    }

    private String text(String field) {
        return get(field, String.class);
    }

    private long number(String field) {
        return get(field, Long.class);
    }

    private boolean flag(String field) {
        return get(field, Boolean.class);
    }

    private ManifestReader child(String field) {
        return new ManifestReader(get(field, Map.class));
    }

    private <T> @Nullable T optional(String field, Function<ManifestReader, T> read) {
        return object.get(field) == null ? null : read.apply(child(field));
    }

    private <T> List<T> list(String field, Class<T> type) {
        return ((List<?>) get(field, List.class))
                .stream().map(item -> typed(item, type, field)).toList();
    }

    private <T> List<T> each(String field, Function<ManifestReader, T> read) {
        return list(field, Map.class).stream()
                .map(item -> read.apply(new ManifestReader(item)))
                .toList();
    }

    private <T> T get(String field, Class<T> type) {
        return typed(object.get(field), type, field);
    }

    private static <T> T typed(@Nullable Object value, Class<T> type, String field) {
        if (!type.isInstance(value)) {
            throw new IllegalArgumentException(
                    "not a manifest: field '" + field + "' must be a " + type.getSimpleName() + " but is " + value);
        }
        return type.cast(value);
    }
}
