package io.millrace.model;

import io.millrace.api.Order;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One {@code @StatefulListener} as data.
 *
 * @param name the listener's name
 * @param handlerType fully qualified name of the handler class
 * @param key the key's type, common to all inputs
 * @param lateTo topic for late records of a listener in event-time order; null: counted and dropped
 */
public record ListenerModel(
        String name,
        String handlerType,
        TypeModel key,
        Order order,
        @Nullable String lateTo,
        FailureModel onFailure,
        List<InputModel> inputs,
        List<StoreModel> stores,
        List<TimerModel> timers,
        List<OutputModel> outputs,
        List<WindowModel> windows) {
    public ListenerModel {
        inputs = List.copyOf(inputs);
        stores = List.copyOf(stores);
        timers = List.copyOf(timers);
        outputs = List.copyOf(outputs);
        windows = List.copyOf(windows);
    }
}
