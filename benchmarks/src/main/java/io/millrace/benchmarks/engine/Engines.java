package io.millrace.benchmarks.engine;

import io.millrace.benchmarks.workload.WindowKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The competitors of each workload. */
public final class Engines {

    /** An argument of {@link MillraceMain}: keep metrics. */
    static final String METERED = "metered";

    private Engines() {}

    /**
     * All of W2; Kafka Streams in the three ways its record cache can be set.
     *
     * @param streamsRocksDb the rocksdbjni jar that Kafka Streams was released with
     */
    public static List<Engine> readModifyWrite(Path streamsRocksDb) {
        String streams = "Kafka Streams, processor API, ";
        return List.of(
                streams("streams-cache-off", streams + "caching off", StreamsMain.class, List.of("0"), streamsRocksDb),
                streams(
                        "streams-cache-64m",
                        streams + "64 MiB cache",
                        StreamsMain.class,
                        List.of("64"),
                        streamsRocksDb),
                streams(
                        "streams-default",
                        streams + "default cache",
                        StreamsMain.class,
                        List.of("default"),
                        streamsRocksDb),
                millrace("millrace", "Millrace, one listener", TallyListener.NAME, List.of()),
                millrace(
                        "millrace-metered",
                        "Millrace with all its metrics in a Prometheus registry",
                        TallyListener.NAME,
                        List.of(METERED)),
                new JavaEngine(
                        "bare-loop",
                        "bare kafka-clients loop: object cache, RocksDB get on a miss, one changelog record and one batch"
                                + " entry per dirty key and commit",
                        BareLoopMain.class,
                        JavaEngine.ownClassPath(),
                        "",
                        List.of()));
    }

    /** Those of W3 for one kind of window, ours first; Kafka Streams without its record cache and with it. */
    public static List<Engine> windows(WindowKind kind, Path streamsRocksDb) {
        String windows = kind.lowerCase();
        List<Engine> engines = new ArrayList<>();
        engines.add(millrace("millrace-" + windows, "Millrace, one listener", windows, List.of()));
        for (String cache : List.of("0", "64")) {
            engines.add(streams(
                    "streams-" + windows + (cache.equals("0") ? "" : "-cached"),
                    "Kafka Streams, DSL, results held back by suppress, "
                            + (cache.equals("0") ? "caching off" : cache + " MiB cache"),
                    StreamsWindowsMain.class,
                    List.of(kind.name(), cache),
                    streamsRocksDb));
        }
        return engines;
    }

    private static Engine millrace(String name, String description, String listener, List<String> more) {
        List<String> arguments = new ArrayList<>(List.of(listener));
        arguments.addAll(more);
        return new JavaEngine(
                name, description, MillraceMain.class, JavaEngine.ownClassPath(), "-" + listener, arguments);
    }

    private static Engine streams(
            String name, String description, Class<?> main, List<String> arguments, Path rocksDb) {
        String classPath = JavaEngine.classPathWith(rocksDb, "rocksdbjni-");
        return new JavaEngine(name, description, main, classPath, "", arguments);
    }
}
