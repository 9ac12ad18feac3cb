package io.millrace.engine;

import io.millrace.port.Clock;
import io.millrace.port.Headers;
import io.millrace.spi.HandleRef;
import io.millrace.state.EntryKey;
import io.millrace.state.Family;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreScan;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * A task's committed state, for somebody beside the task: through the same layout, codecs and handles.
 *
 * <p>Sees the store as it was when this was made, or newer. What is written through a handle reaches nobody. Not thread-safe.
 */
public final class StateReader {
    private static final int ENTRIES_MAX = 10_000;
    private static final String OURS = "millrace:";

    private final ListenerPlan plan;
    private final TaskStore store;
    private final StoreLayout layout;
    private final StateBuffer buffer;
    private final CallContext call;
    private final Map<String, Object> handles;

    /**
     * A timer that waits.
     *
     * @param timer its name
     * @param eventTime event time, else processing time
     * @param id of a timer with ids
     * @param due in milliseconds since 1970
     */
    public record Pending(String timer, boolean eventTime, Object key, @Nullable Object id, long due) {}

    /**
     * @param store stays open, and is only read
     */
    public StateReader(ListenerPlan plan, TaskStore store, Clock clock) {
        this.plan = plan;
        this.store = store;
        this.layout = new StoreLayout(plan);
        this.buffer = new StateBuffer(store, layout.specs(), ENTRIES_MAX);
        this.call = new CallContext(0, clock);
        this.handles = layout.handles(buffer, call, new Outbox());
    }

    /**
     * The handle on a store, about one key until the next call.
     *
     * @param asOf what a rolling window counts as now, in milliseconds since 1970
     * @throws IllegalArgumentException if the listener has no such store
     */
    public Object handle(String name, byte[] key, long asOf) {
        for (HandleRef handle : plan.binding().handles()) {
            if (handle.kind() == HandleRef.Kind.STORE
                    && plan.model().stores().get(handle.index()).name().equals(name)) {
                buffer.select(key);
                call.enterReading(key, asOf);
                return handles.get(handle.parameter());
            }
        }
        throw new IllegalArgumentException("no store " + name);
    }

    /** A window's accumulator from the bytes of a dead letter. */
    public static Object accumulator(ListenerPlan plan, String window, byte[] bytes) {
        for (int i = 0; i < plan.model().windows().size(); i++) {
            if (plan.model().windows().get(i).name().equals(window)) {
                return new StoreLayout(plan).windowCodec(i).decode(bytes);
            }
        }
        throw new IllegalArgumentException("no window " + window);
    }

    /**
     * One entry of state, of a timer or of a window, as it is stored.
     *
     * @param key as in Kafka
     * @param entryKey of an entry of a list, a map, a timer with ids and the like
     */
    public record Stored(StoreSpec spec, byte[] key, byte[] entryKey, byte[] bytes) {
        public Object value() {
            return spec.codec().decode(bytes);
        }
    }

    /** Everything that handlers, timers and windows have stored, by store; the engine's own notes are left out. */
    public List<Stored> entries() {
        List<Stored> entries = new ArrayList<>();
        for (StoreSpec spec : layout.specs()) {
            if (!spec.name().startsWith(OURS)) {
                forEach(spec, (entry, bytes) -> entries.add(new Stored(spec, entry.key(), entry.entryKey(), bytes)));
            }
        }
        return entries;
    }

    private void forEach(StoreSpec spec, BiConsumer<EntryKey, byte[]> action) {
        byte[] prefix = ByteBuffer.allocate(Integer.BYTES).putInt(spec.id()).array();
        try (StoreScan scan = store.scan(Family.ENTRIES, prefix, EntryKey.after(prefix))) {
            while (scan.next()) {
                action.accept(EntryKey.parse(scan.key()), scan.value());
            }
        }
    }

    /** All timers that wait, in no particular order. */
    public List<Pending> timers() {
        List<Pending> pending = new ArrayList<>();
        for (int timer = 0; timer < plan.model().timers().size(); timer++) {
            int which = timer;
            StoreSpec spec = layout.timerSpec(timer);
            forEach(
                    spec,
                    (entry, bytes) -> pending.add(
                            pending(which, entry, (Long) spec.codec().decode(bytes))));
        }
        return pending;
    }

    private Pending pending(int timer, EntryKey entry, long due) {
        return new Pending(
                plan.model().timers().get(timer).name(),
                plan.model().timers().get(timer).eventTime(),
                plan.keys().read(plan.changelog(), entry.key(), Headers.NONE),
                layout.timerId(timer, entry.entryKey()),
                due);
    }
}
