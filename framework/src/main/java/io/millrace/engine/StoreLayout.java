package io.millrace.engine;

import io.millrace.model.ListenerModel;
import io.millrace.model.RollingModel;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TimerModel;
import io.millrace.spi.Binding;
import io.millrace.spi.HandleRef;
import io.millrace.spi.TypeRef;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreSpec;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import io.millrace.state.handle.Handles;
import io.millrace.windowing.rolling.RollingStores;
import io.millrace.windowing.rolling.RollingWindows;
import io.millrace.windowing.timer.KeyTimer;
import io.millrace.windowing.timer.KeyTimers;
import io.millrace.windowing.timer.TimerStores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which stores a listener has, at which place in its buffer, and the handles over them. Made once per worker; immutable,
 * for any thread.
 */
final class StoreLayout {
    /** What a task keeps of its inputs by topic, stamp vectors among it: this store comes first in every layout. */
    static final int INPUTS = 0;

    private static final StoreSpec INPUTS_SPEC =
            new StoreSpec("millrace:inputs", false, Codecs.of(TypeRef.of(byte[].class)), true, null);

    private final ListenerPlan plan;
    private final Binding binding;
    private final List<StoreSpec> specs = new ArrayList<>();
    private final int[] firstOfStore;
    private final int[] ofTimer;
    private final List<@Nullable Codec<Object>> timerIds = new ArrayList<>();

    StoreLayout(ListenerPlan plan) {
        this.plan = plan;
        this.binding = plan.binding();
        ListenerModel model = plan.model();
        specs.add(INPUTS_SPEC);
        firstOfStore = new int[model.stores().size()];
        for (int i = 0; i < firstOfStore.length; i++) {
            StoreModel store = model.stores().get(i);
            firstOfStore[i] = specs.size();
            specs.addAll(
                    store.kind() == StoreKind.ROLLING
                            ? rolling(store, binding.storeTypes(i))
                            : Handles.stores(store, binding.storeTypes(i)));
        }
        ofTimer = new int[model.timers().size()];
        for (int i = 0; i < ofTimer.length; i++) {
            TimerModel timer = model.timers().get(i);
            ofTimer[i] = specs.size();
            specs.add(TimerStores.of(timer.name(), domain(timer)));
            timerIds.add(timer.id() == null ? null : Codecs.of(binding.timerIdType(i)));
        }
    }

    private static Domain domain(TimerModel timer) {
        return timer.eventTime() ? Domain.EVENT : Domain.PROCESSING;
    }

    private static List<StoreSpec> rolling(StoreModel store, List<TypeRef> types) {
        return RollingStores.specs(
                store.name(),
                Codecs.of(types.get(0)),
                Codecs.of(types.get(1)),
                store.types().get(0).immutable(),
                store.types().get(1).immutable());
    }

    List<StoreSpec> specs() {
        return specs;
    }

    /** By topic, not by place: inputs may be added and put in another order. */
    static byte[] stampsKey(InputPlan input) {
        return ("stamps:" + input.topic()).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] topicIdKey(InputPlan input) {
        return ("topic:" + input.topic()).getBytes(StandardCharsets.UTF_8);
    }

    /** The timer whose store stands at that place. */
    int timer(int place) {
        for (int i = 0; i < ofTimer.length; i++) {
            if (ofTimer[i] == place) {
                return i;
            }
        }
        throw new IllegalArgumentException("no timer store at " + place);
    }

    /** The store of a timer. */
    StoreSpec timerSpec(int timer) {
        return specs.get(ofTimer[timer]);
    }

    @Nullable
    Object timerId(int timer, byte[] entryKey) {
        Codec<Object> codec = timerIds.get(timer);
        return codec == null ? null : codec.decode(entryKey);
    }

    /** All handles by the names of the constructor parameters that take them. */
    Map<String, Object> handles(StateBuffer buffer, CallContext call, Outbox outbox) {
        Map<String, Object> handles = new HashMap<>();
        for (HandleRef handle : binding.handles()) {
            Object made =
                    switch (handle.kind()) {
                        case STORE -> store(handle.index(), buffer, call);
                        case TIMER -> timerHandle(handle.index(), buffer, call);
                        case OUTPUT ->
                            new TopicOut<>(
                                    plan.outputs().get(handle.index()),
                                    call,
                                    outbox,
                                    plan.settings().recordBytesMax());
                    };
            handles.put(handle.parameter(), made);
        }
        return handles;
    }

    private Object store(int index, StateBuffer buffer, CallContext call) {
        StoreModel store = plan.model().stores().get(index);
        List<TypeRef> types = binding.storeTypes(index);
        int place = firstOfStore[index];
        RollingModel rolling = store.rolling();
        return rolling != null
                ? new RollingWindows<>(rolling, new BindingFolder(binding, index), buffer, place, place + 1, call)
                : Handles.handle(store, types, buffer, place, call);
    }

    private Object timerHandle(int index, StateBuffer buffer, CallContext call) {
        Domain domain = domain(plan.model().timers().get(index));
        int place = ofTimer[index];
        Codec<Object> ids = timerIds.get(index);
        return ids == null
                ? new KeyTimer(buffer, place, call, domain)
                : new KeyTimers<>(buffer, place, call, domain, ids);
    }
}
