package io.millrace.dev;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/**
 * The broker's own jars: resources of this artifact, copied once per user into a folder that is named after their
 * checksums. Each file is renamed into its place when it is complete, so it is either right or absent, whoever else
 * copies at the same moment; one that was damaged later is replaced.
 */
final class BrokerJars {

    private static final String RESOURCES = "/millrace-dev/broker/";

    private record Jar(String name, String sha256) {
        static Jar parse(String indexLine) {
            String[] fields = indexLine.split(" \\*");
            return new Jar(fields[1], fields[0]);
        }
    }

    private BrokerJars() {}

    /** {@code -Dmillrace.dev.cache}, or {@code .cache/millrace} in the user's home. */
    static Path defaultCache() {
        String chosen = System.getProperty("millrace.dev.cache");
        return chosen != null ? Path.of(chosen) : Path.of(System.getProperty("user.home"), ".cache", "millrace");
    }

    /** The folder with all jars in it, each of them checked: about 0.15 s when nothing is missing. */
    static Path unpackInto(Path cache) {
        try {
            byte[] index = resource("index");
            Path folder = cache.resolve("broker-" + sha256(index).substring(0, 16));
            Files.createDirectories(folder);
            List<Jar> jars = new String(index, StandardCharsets.UTF_8)
                    .lines()
                    .map(Jar::parse)
                    .toList();
            for (Jar bad :
                    jars.parallelStream().filter(jar -> !isRight(jar, folder)).toList()) {
                copy(bad, folder);
            }
            return folder;
        } catch (IOException e) {
            throw new DevBrokerException(
                    "MR-0705",
                    "cannot unpack the broker into " + cache + " (" + e
                            + "); choose a folder that you may write with -Dmillrace.dev.cache=<folder>",
                    e);
        }
    }

    private static boolean isRight(Jar jar, Path folder) {
        try {
            Path file = folder.resolve(jar.name);
            return Files.isRegularFile(file) && sha256(Files.readAllBytes(file)).equals(jar.sha256);
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static void copy(Jar jar, Path folder) throws IOException {
        Path half = Files.createTempFile(folder, jar.name, ".half");
        try {
            Files.write(half, resource(jar.name));
            Files.move(half, folder.resolve(jar.name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(half);
        }
    }

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = BrokerJars.class.getResourceAsStream(RESOURCES + name)) {
            if (in == null) {
                throw new IOException(
                        "no resource " + RESOURCES + name + "; is millrace-dev-broker on the class path?");
            }
            return in.readAllBytes();
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException everyJavaHasIt) {
            throw new IllegalStateException(everyJavaHasIt);
        }
    }
}
