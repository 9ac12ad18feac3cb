package io.millrace.chaos.cluster;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Consumer;

/** Copies what a process prints to its log, by a thread of its own, so that a full pipe never holds the process up. */
final class Talk {
    private Talk() {}

    static void copy(Process process, Path log, Consumer<String> heard, Runnable ended) {
        Thread thread = new Thread(
                () -> {
                    copy(process, log, heard);
                    ended.run();
                },
                "log-" + log.getFileName());
        thread.setDaemon(true);
        thread.start();
    }

    private static void copy(Process process, Path log, Consumer<String> heard) {
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8);
                PrintWriter copy = new PrintWriter(Files.newBufferedWriter(log), true)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                copy.println(line);
                heard.accept(line);
            }
        } catch (IOException killed) {
            // A pipe breaks with its process.
        }
    }
}
