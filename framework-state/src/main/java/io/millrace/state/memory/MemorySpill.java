package io.millrace.state.memory;

import io.millrace.state.SpillArea;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Spills from the heap to the heap: the contract, without the gain. Not thread-safe. */
public final class MemorySpill implements SpillArea {
    private final TreeMap<byte[], byte[]> rows = new TreeMap<>(Arrays::compareUnsigned);

    @Override
    public void put(List<Row> added) {
        added.forEach(row -> rows.put(row.key(), row.value()));
    }

    @Override
    public List<Row> take(byte[] from, long bytesMax) {
        List<Row> taken = new ArrayList<>();
        long bytes = 0;
        Iterator<Map.Entry<byte[], byte[]>> left =
                rows.tailMap(from, true).entrySet().iterator();
        while (left.hasNext() && (taken.isEmpty() || bytes < bytesMax)) {
            Map.Entry<byte[], byte[]> next = left.next();
            taken.add(new Row(next.getKey(), next.getValue()));
            bytes += next.getKey().length + next.getValue().length;
            left.remove();
        }
        return taken;
    }

    @Override
    public void clear() {
        rows.clear();
    }
}
