package io.millrace.chaos.streams;

import io.millrace.chaos.cluster.Program;
import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.wire.Names;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@link StreamsMain} in the ways in which it is compared. */
public final class StreamsPrograms {
    /** As Kafka Streams comes: state is in one place, and in the changelog. */
    public static final String PLAIN = "streams";
    /** Each task's state is kept up to date by a second instance. */
    public static final String STANDBY = "streams-standby";

    public static final List<String> NAMES = List.of(PLAIN, STANDBY);

    /** System property: the folder that holds the rocksdbjni which Kafka Streams was released with. */
    private static final String ROCKSDB = "millrace.chaos.rocksdb";

    private static final String ROCKSDB_JAR = "rocksdbjni-";

    private StreamsPrograms() {}

    /** @throws Problem MR-0930 if there is none of that name */
    public static Program of(String name) {
        if (!NAMES.contains(name)) {
            throw new Problem(
                    Problem.Code.COMMAND, "--against " + name + ": there is only " + String.join(", ", NAMES));
        }
        return new Program(
                name,
                StreamsMain.class.getName(),
                classPath(System.getProperty("java.class.path")),
                Map.of(StreamsMain.STANDBYS, name.equals(STANDBY) ? "1" : "0"),
                List.of(Names.TALLY, Names.ORDERED),
                Halt.POINT::equals,
                "lost due to missed rebalance");
    }

    /** With its own RocksDB in the place of ours, where there is one: a build's tests start none. */
    private static String classPath(String ours) {
        Path folder = Path.of(System.getProperty(ROCKSDB, "chaos-harness/target/kafka-streams"));
        if (!Files.isDirectory(folder)) {
            return ours;
        }
        try (Stream<Path> jars = Files.list(folder)) {
            List<String> entries = new ArrayList<>();
            jars.filter(StreamsPrograms::isRocksDb).forEach(jar -> entries.add(jar.toString()));
            return Stream.concat(
                            entries.stream(),
                            Stream.of(ours.split(File.pathSeparator))
                                    .filter(entry -> entries.isEmpty() || !isRocksDb(Path.of(entry))))
                    .collect(Collectors.joining(File.pathSeparator));
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot list " + folder + ": " + e, e);
        }
    }

    private static boolean isRocksDb(Path jar) {
        return jar.getFileName().toString().startsWith(ROCKSDB_JAR);
    }
}
