package io.millrace.demo.report;

import io.millrace.demo.problem.Problem;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** A CSV file with a header, gzip when its name ends so. Fast rather than small. Single-threaded. */
final class CsvWriter implements AutoCloseable {
    private final Path file;
    private final BufferedWriter writer;

    CsvWriter(Path file, String header) {
        this.file = file;
        try {
            OutputStream bytes = Files.newOutputStream(file);
            if (file.toString().endsWith(".gz")) {
                bytes = new FastGzip(bytes);
            }
            writer = new BufferedWriter(new OutputStreamWriter(bytes, StandardCharsets.US_ASCII), 1 << 16);
        } catch (IOException e) {
            throw unwritable(e);
        }
        line(header);
    }

    void line(CharSequence line) {
        try {
            writer.append(line).append('\n');
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public void close() {
        try {
            writer.close();
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    private Problem unwritable(IOException e) {
        return new Problem(Problem.Code.FILE, file + " cannot be written: " + e.getMessage(), e);
    }

    private static final class FastGzip extends GZIPOutputStream {
        FastGzip(OutputStream out) throws IOException {
            super(out, 1 << 16);
            def.setLevel(Deflater.BEST_SPEED);
        }
    }
}
