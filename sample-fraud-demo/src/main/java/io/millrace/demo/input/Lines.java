package io.millrace.demo.input;

import io.millrace.demo.problem.Problem;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** A text file, plain or gzip (told by its first bytes, not its name), line by line with line numbers from 1. */
public final class Lines implements AutoCloseable {
    private static final int GZIP_MAGIC_0 = 0x1f;
    private static final int GZIP_MAGIC_1 = 0x8b;

    private final Path file;
    private final BufferedReader reader;
    private long number;

    private Lines(Path file, BufferedReader reader) {
        this.file = file;
        this.reader = reader;
    }

    /** Opens a file; MR-0804 if that fails. */
    public static Lines open(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new Problem(Problem.Code.FILE, "there is no file " + file + ". Check the path.");
        }
        try {
            InputStream bytes = new BufferedInputStream(Files.newInputStream(file), 1 << 16);
            bytes.mark(2);
            boolean gzip = bytes.read() == GZIP_MAGIC_0 && bytes.read() == GZIP_MAGIC_1;
            bytes.reset();
            InputStream text = gzip ? new GZIPInputStream(bytes, 1 << 16) : bytes;
            return new Lines(file, new BufferedReader(new InputStreamReader(text, StandardCharsets.UTF_8), 1 << 16));
        } catch (IOException e) {
            throw unreadable(file, 1, e);
        }
    }

    /** The next line, or null at the end. */
    public @Nullable String next() {
        try {
            String line = reader.readLine();
            number++;
            return line;
        } catch (IOException e) {
            throw unreadable(file, number + 1, e);
        }
    }

    /** The number of the line that {@link #next} answered last. */
    public long number() {
        return number;
    }

    /** {@code FILE, line N: }: how a complaint about the current line begins. */
    public String here() {
        return file + ", line " + number + ": ";
    }

    @Override
    public void close() {
        try {
            reader.close();
        } catch (IOException e) {
            throw unreadable(file, number, e);
        }
    }

    private static Problem unreadable(Path file, long line, IOException e) {
        return new Problem(
                Problem.Code.FILE,
                file + ", line " + line + ": cannot be read (" + e.getMessage() + "). Is the file complete?",
                e);
    }
}
