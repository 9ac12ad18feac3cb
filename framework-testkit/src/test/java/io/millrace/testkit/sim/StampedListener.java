package io.millrace.testkit.sim;

import io.millrace.api.Order;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.TypeModel;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Re-keyed inputs and a re-keyed output, and nothing in between: what it is told of time it tells on, combined. */
final class StampedListener extends SimBinding {
    static final String OUT = "out";
    private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);
    private final ListenerModel model;

    private record Handler() {}

    StampedListener(int inputs) {
        model = new ListenerModel(
                "stamped",
                Handler.class.getName(),
                TEXT,
                Order.ARRIVAL,
                null,
                FailureModel.DEFAULT,
                IntStream.range(0, inputs)
                        .mapToObj(input -> new InputModel(in(input), true, "on", 0, TEXT, false, false, null, false))
                        .toList(),
                List.of(),
                List.of(),
                List.of(new OutputModel(OUT, OUT, true, TEXT, TEXT)),
                List.of());
    }

    static String in(int input) {
        return "in" + input;
    }

    @Override
    Object create(Map<String, Object> handles) {
        return new Handler();
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
        return List.of();
    }

    @Override
    public void onRecord(Object handler, int input, Object key, @Nullable Object body, Call call) {}
}
