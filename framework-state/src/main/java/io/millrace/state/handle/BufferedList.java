package io.millrace.state.handle;

import io.millrace.api.ListState;
import io.millrace.state.CurrentCall;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import io.millrace.state.log.ChunkLog;
import io.millrace.state.log.LogHead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A list of the current key: a log whose head is a store of its own.
 *
 * <p>With a time to live elements go unseen one by one, and are taken out a chunk at a time: the head's expiry row stands
 * where its first chunk has ended as a whole.
 */
final class BufferedList<T> implements ListState<T> {
    private final StateBuffer buffer;
    private final int headStore;
    private final ChunkLog log;
    private final int entriesMax;
    private final Lifetime lifetime;
    private final CurrentCall call;

    /**
     * @param headStore its position; the chunks' store is the next one
     * @param entriesMax 0 for no limit
     */
    BufferedList(StateBuffer buffer, int headStore, int entriesMax, Lifetime lifetime, CurrentCall call) {
        this.buffer = buffer;
        this.headStore = headStore;
        this.entriesMax = entriesMax;
        this.lifetime = lifetime;
        this.call = call;
        log = new ChunkLog(buffer, headStore + 1);
    }

    private LogHead head() {
        call.require();
        Object found = buffer.get(headStore);
        Object head = found instanceof Stamped stamped ? stamped.value() : found;
        return head == null ? LogHead.EMPTY : (LogHead) head;
    }

    private void put(LogHead head) {
        buffer.put(headStore, lifetime.ends() ? stamped(head) : head);
    }

    private @Nullable Stamped stamped(LogHead head) {
        if (head.chunks().isEmpty()) {
            return null;
        }
        long firstMs = head.chunks().get(0).lastTime();
        long row = buffer.get(headStore) instanceof Stamped old ? old.dueMs() : Stamped.NEVER;
        return new Stamped(firstMs, Math.min(row, lifetime.dueMs(firstMs)), head);
    }

    @Override
    public void add(T element) {
        LogHead head = log.append(head(), call.stateTime(), element);
        if (entriesMax > 0 && head.size() > entriesMax) {
            head = log.dropBefore(head, head.end() - entriesMax);
        }
        put(head);
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<T> get() {
        LogHead head = head();
        List<T> elements = new ArrayList<>((int) head.size());
        log.forEachAbove(head, lifetime.lastOver(call.stateTime()), (time, element) -> elements.add((T) element));
        return Collections.unmodifiableList(elements);
    }

    @Override
    public int size() {
        return (int) log.countAbove(head(), lifetime.lastOver(call.stateTime()));
    }

    @Override
    public void clear() {
        log.clear(head());
        buffer.put(headStore, null);
    }

    /** As {@link Sweep}. */
    void sweep(DueEntry due) {
        if (buffer.get(headStore) instanceof Stamped stamped) {
            LogHead left = log.dropUpTo((LogHead) stamped.value(), lifetime.lastOver(due.time()));
            buffer.put(headStore, null);
            put(left);
        }
    }

    @Override
    public String toString() {
        return "ListState[" + buffer.name(headStore) + "]";
    }
}
