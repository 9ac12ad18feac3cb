package io.millrace.state.log;

import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.CodecException;
import java.util.ArrayList;
import java.util.List;

/**
 * The directory of one key's log. Immutable.
 *
 * <p>Elements have ordinals, counted from the first one ever added, so that dropping old ones changes none. The log is {@code start <= ordinal < end}.
 *
 * @param chunks in order of their elements
 * @param nextId the id of the next chunk; never used again
 * @param base ordinal of the first element of the first chunk
 * @param start ordinal of the first element that counts; those before it wait for their chunk to be dropped
 */
public record LogHead(List<ChunkInfo> chunks, long nextId, long base, long start) {
    public static final LogHead EMPTY = new LogHead(List.of(), 0, 0, 0);

    /** Ordinal of the element that will be appended next. */
    public long end() {
        long end = base;
        for (ChunkInfo chunk : chunks) {
            end += chunk.count();
        }
        return end;
    }

    public long size() {
        return end() - start;
    }

    ChunkInfo last() {
        return chunks.get(chunks.size() - 1);
    }

    LogHead with(List<ChunkInfo> newChunks, long newNextId) {
        return new LogHead(newChunks, newNextId, base, start);
    }

    /** The chunks with {@code count} of them from {@code from} replaced. */
    List<ChunkInfo> replaced(int from, int count, ChunkInfo... by) {
        List<ChunkInfo> result = new ArrayList<>(chunks.size() + by.length);
        result.addAll(chunks.subList(0, from));
        result.addAll(List.of(by));
        result.addAll(chunks.subList(from + count, chunks.size()));
        return result;
    }

    /** About 6 bytes and as many per chunk. */
    public void write(BytesWriter out) {
        out.writeUnsigned(nextId)
                .writeUnsigned(base)
                .writeUnsigned(start - base)
                .writeUnsigned(chunks.size());
        long time = 0;
        long id = 0;
        for (ChunkInfo chunk : chunks) {
            out.writeSigned(chunk.id() - id)
                    .writeSigned(chunk.firstTime() - time)
                    .writeUnsigned(chunk.lastTime() - chunk.firstTime())
                    .writeUnsigned(chunk.count());
            id = chunk.id();
            time = chunk.lastTime();
        }
    }

    /**
     * @throws CodecException if the bytes are no head
     */
    public static LogHead read(BytesReader in) {
        long nextId = in.readUnsigned();
        long base = in.readUnsigned();
        long start = base + in.readUnsigned();
        int count = in.readCount();
        List<ChunkInfo> chunks = new ArrayList<>(count);
        long time = 0;
        long id = 0;
        for (int i = 0; i < count; i++) {
            id += in.readSigned();
            long first = time + in.readSigned();
            time = first + in.readUnsigned();
            long elements = in.readUnsigned();
            if (elements <= 0 || elements > ChunkLog.CHUNK_FULL) {
                throw new CodecException("a chunk with an impossible number of elements");
            }
            chunks.add(new ChunkInfo(id, first, time, (int) elements));
        }
        return new LogHead(chunks, nextId, base, start);
    }
}
