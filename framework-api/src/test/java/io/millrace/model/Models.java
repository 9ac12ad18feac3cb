package io.millrace.model;

import io.millrace.api.FailureAction;
import io.millrace.api.Order;
import io.millrace.api.TimeDomain;
import java.util.List;

/** Models for tests: one with everything in it, and small ones to vary. */
final class Models {
    static final TypeModel STRING = new TypeModel("java.lang.String", List.of(), true);
    static final TypeModel LONG = new TypeModel("java.lang.Long", List.of(), true);
    private static final TypeModel RECORD = new TypeModel("shop.Tx", List.of("id:long", "tags:java.util.List"), false);

    private static final TypeModel CARD = new TypeModel("shop.Card", List.of("number:long"), true, true);

    static final ListenerModel FULL = new ListenerModel(
            "full",
            "shop.Outer$Full",
            STRING,
            Order.EVENT_TIME,
            "late",
            new FailureModel(1, 2, 3, FailureAction.SKIP, List.of("x.Fatal"), List.of("x.Passing"), 4),
            List.of(
                    new InputModel("in", false, "on", -1, RECORD, true, true, new EventTimeModel(5, -1), true),
                    new InputModel("re-key", true, "other", 2, STRING, false, false, null, false)),
            List.of(
                    new StoreModel("map", StoreKind.MAP, List.of(STRING, RECORD), 7, 8, null),
                    new StoreModel(
                            "rolling",
                            StoreKind.ROLLING,
                            List.of(LONG, RECORD),
                            -1,
                            0,
                            new RollingModel(List.of("1d", "7d"), List.of(86_400_000L, 604_800_000L), 9, true))),
            List.of(new TimerModel("once", true, null, "a"), new TimerModel("many", false, LONG, "b")),
            List.of(
                    new OutputModel("out", "${topic}", false, null, RECORD),
                    new OutputModel("keyed", "by-x", true, CARD, STRING)),
            List.of(new WindowModel(
                    "hours",
                    SpanModel.hopping(3_600_000, 60_000, 1_000),
                    TimeDomain.EVENT,
                    EmitModel.FINAL,
                    0,
                    "too-late",
                    List.of("in", "@re-key"),
                    RECORD,
                    true,
                    "closed")));

    private Models() {}

    /** {@link #FULL} with other inputs and windows. */
    static ListenerModel full(List<InputModel> inputs, List<WindowModel> windows) {
        return new ListenerModel(
                FULL.name(),
                FULL.handlerType(),
                FULL.key(),
                FULL.order(),
                FULL.lateTo(),
                FULL.onFailure(),
                inputs,
                FULL.stores(),
                FULL.timers(),
                FULL.outputs(),
                windows);
    }

    /** A listener with one input and nothing else that could be wrong. */
    static ListenerModel listener(String name, TypeModel key, InputModel input, OutputModel... outputs) {
        return new ListenerModel(
                name,
                "shop." + name,
                key,
                Order.ARRIVAL,
                null,
                FailureModel.DEFAULT,
                List.of(input),
                List.of(),
                List.of(),
                List.of(outputs),
                List.of());
    }

    static InputModel topic(String name) {
        return new InputModel(name, false, "on", 0, STRING, false, false, null, false);
    }

    static InputModel rekeyed(String name) {
        return new InputModel(name, true, "on", 0, STRING, false, false, null, false);
    }
}
