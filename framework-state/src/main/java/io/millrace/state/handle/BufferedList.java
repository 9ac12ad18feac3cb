package io.millrace.state.handle;

import io.millrace.api.ListState;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import io.millrace.state.log.ChunkLog;
import io.millrace.state.log.LogHead;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A list of the current key: a log whose head is a store of its own. */
final class BufferedList<T> implements ListState<T> {
    private final StateBuffer buffer;
    private final int headStore;
    private final ChunkLog log;
    private final int entriesMax;
    private final CurrentCall call;

    /**
     * @param headStore its position; the chunks' store is the next one
     * @param entriesMax 0 for no limit
     */
    BufferedList(StateBuffer buffer, int headStore, int entriesMax, CurrentCall call) {
        this.buffer = buffer;
        this.headStore = headStore;
        this.entriesMax = entriesMax;
        this.call = call;
        log = new ChunkLog(buffer, headStore + 1);
    }

    private LogHead head() {
        call.require();
        return buffer.get(headStore) instanceof LogHead head ? head : LogHead.EMPTY;
    }

    @Override
    public void add(T element) {
        LogHead head = log.append(head(), call.eventTime(), element);
        if (entriesMax > 0 && head.size() > entriesMax) {
            head = log.dropBefore(head, head.end() - entriesMax);
        }
        buffer.put(headStore, head);
    }

    @Override
    @SuppressWarnings("unchecked")
    public List<T> get() {
        LogHead head = head();
        List<T> elements = new ArrayList<>((int) head.size());
        log.forEach(head, head.start(), head.end(), (time, element) -> elements.add((T) element));
        return Collections.unmodifiableList(elements);
    }

    @Override
    public int size() {
        return (int) head().size();
    }

    @Override
    public void clear() {
        log.clear(head());
        buffer.put(headStore, null);
    }

    @Override
    public String toString() {
        return "ListState[" + buffer.name(headStore) + "]";
    }
}
