package io.millrace.state;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes that belong together. Later ones win. */
public final class StoreBatch {
    private final List<Row> rows = new ArrayList<>();
    private long bytes;

    /**
     * One write.
     *
     * @param value null deletes
     */
    public record Row(Family family, byte[] key, byte @Nullable [] value) {}

    public void put(Family family, byte[] key, byte[] value) {
        rows.add(new Row(family, key, value));
        bytes += key.length + value.length;
    }

    public void delete(Family family, byte[] key) {
        rows.add(new Row(family, key, null));
        bytes += key.length;
    }

    public List<Row> rows() {
        return rows;
    }

    /** Keys and values together. */
    public long bytes() {
        return bytes;
    }

    public boolean isEmpty() {
        return rows.isEmpty();
    }

    public void clear() {
        rows.clear();
        bytes = 0;
    }
}
