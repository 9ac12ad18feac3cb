package io.millrace.state.log;

import io.millrace.state.StateBuffer;
import io.millrace.state.StoreSpec;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.Codec;
import java.util.List;

/**
 * Logs of timed elements, one per Kafka key. An append changes the head and the last chunk, whatever the log's length.
 *
 * <p>The chunks are entries of a store; the head is a value that the caller keeps, beside what else it knows of the key,
 * and passes in. Methods that change the log return the new head. Works on the buffer's selected key.
 */
public final class ChunkLog {
    /** An append beyond this begins a new chunk. */
    static final int CHUNK_FULL = 32;

    private final StateBuffer buffer;
    private final int chunkStore;

    /** Sees elements in order. */
    @FunctionalInterface
    public interface Visitor {
        /** Returns false to stop. */
        boolean visit(long time, Object element);
    }

    /**
     * @param chunkStore the position of a store made by {@link #chunks}
     */
    public ChunkLog(StateBuffer buffer, int chunkStore) {
        this.buffer = buffer;
        this.chunkStore = chunkStore;
    }

    /**
     * The store of a log's chunks.
     *
     * @param live whether elements can never change
     */
    public static StoreSpec chunks(String name, Codec<Object> element, boolean live) {
        return new StoreSpec(name, false, new ChunkCodec(element), live, null);
    }

    /** Adds at the end, whatever the time. */
    public LogHead append(LogHead head, long time, Object element) {
        int chunks = head.chunks().size();
        if (chunks == 0 || head.last().count() >= CHUNK_FULL) {
            ChunkInfo added = put(head.nextId(), Chunk.of(time, element));
            return head.with(head.replaced(chunks, 0, added), head.nextId() + 1);
        }
        Chunk grown = chunk(head.last()).with(time, element);
        return head.with(head.replaced(chunks - 1, 1, put(head.last().id(), grown)), head.nextId());
    }

    /** Visits the elements {@code from <= ordinal < to}, as far as they are in the log. Reads only their chunks. */
    public void forEach(LogHead head, long from, long to, Visitor visitor) {
        long first = Math.max(from, head.start());
        long ordinal = head.base();
        for (ChunkInfo info : head.chunks()) {
            long next = ordinal + info.count();
            if (next > first && ordinal < to) {
                Chunk chunk = chunk(info);
                int end = (int) Math.min(info.count(), to - ordinal);
                for (int i = (int) Math.max(0, first - ordinal); i < end; i++) {
                    if (!visitor.visit(chunk.time(i), chunk.element(i))) {
                        return;
                    }
                }
            }
            ordinal = next;
        }
    }

    /** Ends the log's front at {@code start}: chunks before it are deleted, the first one left is not touched. */
    public LogHead dropBefore(LogHead head, long start) {
        List<ChunkInfo> chunks = head.chunks();
        long base = head.base();
        int gone = 0;
        while (gone < chunks.size() && base + chunks.get(gone).count() <= start) {
            base += chunks.get(gone).count();
            delete(chunks.get(gone++));
        }
        long newStart = Math.max(head.start(), Math.min(start, head.end()));
        return new LogHead(List.copyOf(chunks.subList(gone, chunks.size())), head.nextId(), base, newStart);
    }

    /** Deletes all chunks; the caller deletes the head. */
    public void clear(LogHead head) {
        head.chunks().forEach(this::delete);
    }

    private Chunk chunk(ChunkInfo info) {
        Object chunk = buffer.get(chunkStore, entryKey(info.id()));
        if (chunk == null) {
            throw new IllegalStateException("a log's head names chunk " + info.id() + ", which does not exist");
        }
        return (Chunk) chunk;
    }

    private ChunkInfo put(long id, Chunk chunk) {
        buffer.put(chunkStore, entryKey(id), chunk);
        return chunk.info(id);
    }

    private void delete(ChunkInfo info) {
        buffer.put(chunkStore, entryKey(info.id()), null);
    }

    private static byte[] entryKey(long id) {
        return new BytesWriter().writeUnsigned(id).toBytes();
    }
}
