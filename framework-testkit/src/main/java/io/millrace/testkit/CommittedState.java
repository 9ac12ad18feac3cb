package io.millrace.testkit;

import io.millrace.api.DoubleState;
import io.millrace.api.ListState;
import io.millrace.api.LongState;
import io.millrace.api.MapState;
import io.millrace.api.RollingState;
import io.millrace.api.ValueState;
import io.millrace.engine.ListenerPlan;
import io.millrace.engine.StateReader;
import io.millrace.model.StoreModel;
import io.millrace.testkit.sim.SimService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** What the listeners under test have stored, read through the engine's own layout and codecs. */
final class CommittedState {
    private final TestPlan plan;
    private final SimService service;

    CommittedState(TestPlan plan, SimService service) {
        this.plan = plan;
        this.service = service;
    }

    @Nullable
    Object get(String store, Object key) {
        Object handle = handle(store, key, 0);
        if (handle instanceof LongState number) {
            return number.get();
        }
        if (handle instanceof DoubleState number) {
            return number.get();
        }
        if (handle instanceof ValueState<?> value) {
            return value.get();
        }
        if (handle instanceof ListState<?> list) {
            return list.get();
        }
        if (handle instanceof MapState<?, ?> map) {
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach(entries::put);
            return entries;
        }
        throw new IllegalArgumentException(
                "MR-0907 '" + store + "' holds rolling windows: ask rolling(store, key, window, asOf)");
    }

    @Nullable
    Object rolling(String store, Object key, String window, Instant asOf) {
        if (handle(store, key, asOf.toEpochMilli()) instanceof RollingState<?, ?> rolling) {
            return rolling.get(window);
        }
        throw new IllegalArgumentException("MR-0907 '" + store + "' holds no rolling windows: ask state(store, key)");
    }

    private Object handle(String store, Object key, long asOf) {
        ListenerPlan owner = ownerOf(store);
        byte[] keyBytes = owner.keys().write(owner.changelog(), key);
        int task = service.partitionFor(owner.changelog(), keyBytes);
        return reader(owner, task).handle(store, keyBytes, asOf);
    }

    private StateReader reader(ListenerPlan owner, int task) {
        return new StateReader(owner, service.store(owner.model().name(), task), service.clock());
    }

    private ListenerPlan ownerOf(String store) {
        List<ListenerPlan> owners = new ArrayList<>();
        TreeSet<String> known = new TreeSet<>();
        for (ListenerPlan listener : plan.listeners()) {
            List<String> stores =
                    listener.model().stores().stream().map(StoreModel::name).toList();
            known.addAll(stores);
            if (stores.contains(store)) {
                owners.add(listener);
            }
        }
        if (owners.size() != 1) {
            throw new IllegalArgumentException(
                    "MR-0908 " + (owners.isEmpty() ? "no listener" : "more than one listener")
                            + " of this test has a store '" + store + "'; there are " + known);
        }
        return owners.get(0);
    }

    List<PendingTimer> timers() {
        List<PendingTimer> timers = new ArrayList<>();
        for (ListenerPlan listener : plan.listeners()) {
            for (int task = 0; task < listener.tasks(); task++) {
                for (StateReader.Pending timer : reader(listener, task).timers()) {
                    timers.add(new PendingTimer(
                            timer.timer(), timer.key(), timer.id(), Instant.ofEpochMilli(timer.due())));
                }
            }
        }
        timers.sort(Comparator.comparing(PendingTimer::due)
                .thenComparing(PendingTimer::name)
                .thenComparing(timer -> String.valueOf(timer.key()))
                .thenComparing(timer -> String.valueOf(timer.id())));
        return List.copyOf(timers);
    }
}
