package io.millrace.testkit.sim;

import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.model.EventTimeModel;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.TypeModel;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Two inputs in event-time order, and nothing but that: what it sends shows the order. */
final class MergeListener extends SimBinding {
    static final String FIRST = "first";
    static final String SECOND = "second";
    static final String MERGED = "merged";
    private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);
    private final ListenerModel model;

    record Handler(Out<String> out) {}

    /**
     * @param first how the first input's watermark is made; null: it comes in band
     */
    MergeListener(@Nullable EventTimeModel first, EventTimeModel second) {
        this(first, second, true);
    }

    /**
     * @param tieBreak whether the handler says what goes first of two records of one time
     */
    MergeListener(@Nullable EventTimeModel first, EventTimeModel second, boolean tieBreak) {
        model = new ListenerModel(
                "merge",
                Handler.class.getName(),
                TEXT,
                Order.EVENT_TIME,
                null,
                FailureModel.DEFAULT,
                List.of(
                        new InputModel(FIRST, first == null, "on", 0, TEXT, false, false, first, tieBreak),
                        new InputModel(SECOND, false, "on", 0, TEXT, false, false, second, tieBreak)),
                List.of(),
                List.of(),
                List.of(new OutputModel("out", MERGED, false, null, TEXT)),
                List.of());
    }

    @Override
    @SuppressWarnings("unchecked")
    Object create(Map<String, Object> handles) {
        return new Handler((Out<String>) handles.get("out"));
    }

    @Override
    public ListenerModel model() {
        return model;
    }

    @Override
    public Class<?> handlerType() {
        return Handler.class;
    }

    @Override
    public List<HandleRef> handles() {
        return List.of(new HandleRef("out", HandleRef.Kind.OUTPUT, 0));
    }

    @Override
    public void onRecord(Object handler, int input, Object key, @Nullable Object body, Call call) {
        ((Handler) handler).out().send(body + "|" + call.info().late());
    }
}
