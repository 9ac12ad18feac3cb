package io.millrace.benchmarks.engine;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An engine that is a main class with {@link EngineRun#arguments} and then its own.
 *
 * @param classPath of the child
 * @param groupSuffix what its consumer groups add to the application's name
 * @param more its own arguments
 */
record JavaEngine(
        String name, String description, Class<?> main, String classPath, String groupSuffix, List<String> more)
        implements Engine {

    @Override
    public String group(String appId) {
        return appId + groupSuffix;
    }

    @Override
    public Process start(EngineRun run, List<String> launcher, Path log) throws IOException {
        List<String> command = new ArrayList<>(launcher);
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Xmx" + run.tuning().heapMb() + "m", "-XX:+UseG1GC"));
        command.add("-Dorg.slf4j.simpleLogger.defaultLogLevel=warn");
        command.addAll(List.of("-cp", classPath, main.getName()));
        command.addAll(run.arguments());
        command.addAll(more);
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
    }

    static String ownClassPath() {
        return System.getProperty("java.class.path");
    }

    /** Our class path with one jar exchanged for another version of it. */
    static String classPathWith(Path jar, String replacedPrefix) {
        List<String> entries = new ArrayList<>();
        entries.add(jar.toString());
        for (String entry : ownClassPath().split(File.pathSeparator)) {
            if (!Path.of(entry).getFileName().toString().startsWith(replacedPrefix)) {
                entries.add(entry);
            }
        }
        return String.join(File.pathSeparator, entries);
    }
}
