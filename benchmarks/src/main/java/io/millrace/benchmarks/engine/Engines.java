package io.millrace.benchmarks.engine;

import java.nio.file.Path;
import java.util.List;

/** The competitors of W2. */
public final class Engines {

    /** An argument of {@link MillraceMain}: keep metrics. */
    static final String METERED = "metered";

    private Engines() {}

    /**
     * All of them; Kafka Streams in the three ways its record cache can be set.
     *
     * @param streamsRocksDb the rocksdbjni jar that Kafka Streams was released with
     */
    public static List<Engine> readModifyWrite(Path streamsRocksDb) {
        return List.of(
                streams("streams-cache-off", "Kafka Streams, processor API, caching off", "0", streamsRocksDb),
                streams("streams-cache-64m", "Kafka Streams, processor API, 64 MiB cache", "64", streamsRocksDb),
                streams("streams-default", "Kafka Streams, processor API, default cache", "default", streamsRocksDb),
                new JavaEngine(
                        "millrace",
                        "Millrace, one listener",
                        MillraceMain.class,
                        JavaEngine.ownClassPath(),
                        "-" + TallyListener.NAME,
                        List.of()),
                new JavaEngine(
                        "millrace-metered",
                        "Millrace with all its metrics in a Prometheus registry",
                        MillraceMain.class,
                        JavaEngine.ownClassPath(),
                        "-" + TallyListener.NAME,
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

    private static Engine streams(String name, String description, String cache, Path rocksDb) {
        String classPath = JavaEngine.classPathWith(rocksDb, "rocksdbjni-");
        return new JavaEngine(name, description, StreamsMain.class, classPath, "", List.of(cache));
    }
}
