package io.millrace.testkit.check;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Writes what one process knows, a line for each fact, at the end of a file of its own.
 *
 * <p>A line is handed to the operating system before {@link #add} returns, so that it outlives the process, however that
 * ends; at most the last line is torn. Nothing is forced to the disk: a power cut may take lines. For any thread.
 */
public final class HistoryWriter implements AutoCloseable {
    private final FileChannel file;
    private final String by;
    private final LongSupplier clock;

    private HistoryWriter(FileChannel file, String by, LongSupplier clock) {
        this.file = file;
        this.by = by;
        this.clock = clock;
    }

    /** Goes on with the file, or begins it. One writer at a time may have it. */
    public static HistoryWriter open(Path path, String by) {
        return open(path, by, System::currentTimeMillis);
    }

    /**
     * Goes on with the file, or begins it.
     *
     * @param by the process's name, told with each line
     * @param clock milliseconds since 1970; those of all processes of a run should agree
     */
    public static HistoryWriter open(Path path, String by, LongSupplier clock) {
        try {
            FileChannel file = FileChannel.open(
                    path, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            long size = file.size();
            file.position(size);
            if (size > 0 && !endsLine(file, size)) {
                file.write(ByteBuffer.wrap(new byte[] {'\n'}));
            }
            HistoryWriter writer = new HistoryWriter(file, by, clock);
            writer.add(new Observed.Opened());
            return writer;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean endsLine(FileChannel file, long size) throws IOException {
        ByteBuffer last = ByteBuffer.allocate(1);
        file.read(last, size - 1);
        return last.get(0) == '\n';
    }

    /** Adds a fact. */
    public synchronized void add(Event event) {
        ByteBuffer bytes =
                ByteBuffer.wrap((line(clock.getAsLong(), by, event) + "\n").getBytes(StandardCharsets.UTF_8));
        try {
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String line(long atMs, String by, Event event) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        fields.put("at", atMs);
        fields.put("by", by);
        fields.putAll(EventForm.fields(event));
        return JsonLine.write(fields);
    }

    @Override
    public synchronized void close() {
        try {
            file.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
