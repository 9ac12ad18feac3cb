package io.millrace.windowing.rolling;

import io.millrace.state.StateBuffer;
import org.jspecify.annotations.Nullable;

/** The chunks of the selected key: what a {@link Directory} points to. */
record ElementLog(StateBuffer buffer, int store) {
    /** Sees elements in order of time. */
    @FunctionalInterface
    interface Visitor {
        /** Returns false to stop. */
        boolean visit(Object element);
    }

    /** Puts the element behind all that are not later. Returns the same directory unless a chunk had to be opened. */
    Directory add(Directory directory, long time, Object element) {
        if (directory.size() == 0) {
            return open(directory, 0, Chunk.of(time, element));
        }
        int index = directory.chunkAt(time);
        Chunk chunk = chunk(directory, index);
        if (!chunk.full()) {
            put(directory, index, chunk.insert(time, element));
            return directory;
        }
        if (index == directory.size() - 1 && chunk.last() <= time) {
            return open(directory, index + 1, Chunk.of(time, element));
        }
        Chunk left = chunk.slice(0, chunk.size() / 2);
        Chunk right = chunk.slice(chunk.size() / 2, chunk.size());
        boolean toTheRight = right.times()[0] <= time;
        put(directory, index, toTheRight ? left : left.insert(time, element));
        return open(directory, index + 1, toTheRight ? right.insert(time, element) : right);
    }

    /** Visits the elements with {@code after < time <= upTo}; false if the visitor stopped. */
    boolean forEach(Directory directory, long after, long upTo, Visitor visitor) {
        int index = directory.chunkAt(after);
        for (int last = directory.chunkAt(upTo); index <= last && index < directory.size(); index++) {
            Chunk chunk = chunk(directory, index);
            int end = chunk.after(upTo);
            for (int i = chunk.after(after); i < end; i++) {
                if (!visitor.visit(chunk.elements()[i])) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Deletes the oldest chunks as far as none of their elements is after {@code horizon}. */
    Directory drop(Directory directory, long horizon) {
        int dropped = 0;
        while (dropped < directory.size() && endsBy(directory, dropped, horizon)) {
            put(directory, dropped, null);
            dropped++;
        }
        return directory.drop(dropped);
    }

    private boolean endsBy(Directory directory, int index, long horizon) {
        long end = index + 1 < directory.size()
                ? directory.starts()[index + 1]
                : chunk(directory, index).last();
        return end <= horizon;
    }

    private Directory open(Directory directory, int index, Chunk chunk) {
        Directory opened = directory.open(index, chunk.times()[0]);
        put(opened, index, chunk);
        return opened;
    }

    private Chunk chunk(Directory directory, int index) {
        Object chunk = buffer.get(store, key(directory, index));
        if (chunk == null) {
            throw new IllegalStateException("MR-0522 rolling chunk " + directory.ids()[index] + " is missing");
        }
        return (Chunk) chunk;
    }

    private void put(Directory directory, int index, @Nullable Chunk chunk) {
        buffer.put(store, key(directory, index), chunk);
    }

    private static byte[] key(Directory directory, int index) {
        int id = directory.ids()[index];
        return new byte[] {(byte) (id >>> 24), (byte) (id >>> 16), (byte) (id >>> 8), (byte) id};
    }
}
