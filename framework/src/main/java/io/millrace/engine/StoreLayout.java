package io.millrace.engine;

import io.millrace.model.ListenerModel;
import io.millrace.model.RollingModel;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TimerModel;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import io.millrace.spi.Binding;
import io.millrace.spi.HandleRef;
import io.millrace.spi.TypeRef;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import io.millrace.state.handle.Handles;
import io.millrace.state.handle.Sweep;
import io.millrace.windowing.rolling.RollingStores;
import io.millrace.windowing.rolling.RollingWindows;
import io.millrace.windowing.timer.KeyTimer;
import io.millrace.windowing.timer.KeyTimers;
import io.millrace.windowing.timer.TimerStores;
import io.millrace.windowing.window.KeyWindows;
import io.millrace.windowing.window.WindowStores;
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

    /** The catalog of stores comes second. */
    static final int CATALOG = 1;

    private static final StoreSpec INPUTS_SPEC =
            new StoreSpec("millrace:inputs", false, Codecs.of(TypeRef.of(byte[].class)), true, null);

    private final ListenerPlan plan;
    private final Binding binding;
    private final List<StoreSpec> specs = new ArrayList<>();
    private final int[] firstOfStore;
    private final int[] ofTimer;
    private final List<@Nullable Codec<Object>> timerIds = new ArrayList<>();

    private final int[] ofWindow;
    private final List<Codec<Object>> accumulators = new ArrayList<>();

    StoreLayout(ListenerPlan plan) {
        this.plan = plan;
        this.binding = plan.binding();
        ListenerModel model = plan.model();
        specs.add(INPUTS_SPEC);
        specs.add(Catalog.SPEC);
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
            Codec<Object> ids = timer.id() == null ? null : Codecs.of(binding.timerIdType(i));
            specs.add(TimerStores.of(timer.name(), domain(timer), ids));
            timerIds.add(ids);
        }
        ofWindow = new int[model.windows().size()];
        for (int i = 0; i < ofWindow.length; i++) {
            ofWindow[i] = specs.size();
            accumulators.add(Codecs.of(binding.windowType(i)));
            specs.addAll(WindowStores.specs(model.windows().get(i), accumulators.get(i)));
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

    /** What a task's stores hold, against what the listener declares. */
    Catalog catalog(TaskStore store) {
        return Catalog.read(store, binding.keyType(), specs);
    }

    List<StoreSpec> specs() {
        return specs;
    }

    /** By topic, not by place: inputs may be added and put in another order. */
    static byte[] stampsKey(InputPlan input) {
        return ("stamps:" + input.topic()).getBytes(StandardCharsets.UTF_8);
    }

    static byte[] disorderKey(InputPlan input) {
        return ("disorder:" + input.topic()).getBytes(StandardCharsets.UTF_8);
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

    /** Whether the store at that place belongs to a window; windows come last in every layout. */
    boolean isWindow(int place) {
        return ofWindow.length > 0 && place >= ofWindow[0] && place < specs.size();
    }

    /** The window to which the store at that place belongs. */
    int window(int place) {
        int window = ofWindow.length - 1;
        while (ofWindow[window] > place) {
            window--;
        }
        return window;
    }

    KeyWindows windows(int window, StateBuffer buffer, CallContext call) {
        WindowModel model = plan.model().windows().get(window);
        WindowStores.Methods methods = new WindowStores.Methods(
                new BindingFold(binding, window), model.kind() == WindowKind.CUSTOM ? binding.assigner(window) : null);
        return WindowStores.windows(model, methods, buffer, ofWindow[window], call::wallMs);
    }

    Codec<Object> windowCodec(int window) {
        return accumulators.get(window);
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
        List<TopicOut<Object, Object>> outputs = plan.outputs().stream()
                .map(output ->
                        new TopicOut<>(output, call, outbox, plan.settings().recordBytesMax()))
                .toList();
        call.outputs(outputs);
        Map<String, Object> handles = new HashMap<>();
        for (HandleRef handle : binding.handles()) {
            Object made =
                    switch (handle.kind()) {
                        case STORE -> store(handle.index(), buffer, call);
                        case TIMER -> timerHandle(handle.index(), buffer, call);
                        case OUTPUT -> outputs.get(handle.index());
                    };
            handles.put(handle.parameter(), made);
        }
        return handles;
    }

    /** What deals with expiry rows, by the place of their store. */
    Map<Integer, Sweep> sweeps(StateBuffer buffer, CallContext call) {
        Map<Integer, Sweep> sweeps = new HashMap<>();
        for (int i = 0; i < firstOfStore.length; i++) {
            Sweep sweep = Handles.sweep(plan.model().stores().get(i), buffer, firstOfStore[i], call);
            if (sweep != null) {
                sweeps.put(firstOfStore[i], sweep);
            }
        }
        return sweeps;
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
