package io.millrace.micronaut;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.model.FittingVersions;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.AppInfoParser;

/**
 * Versions that a build gets wrong easily, asked for at the start: the class path of an image need not be the compiler's.
 * What is wrong here shows itself as a hang or a missing method otherwise, far from its cause.
 */
final class LibraryVersions {
    /** Major and minor version, as {@code 4_001}. */
    private static final int CLIENTS_MIN = 4_001;

    /** Each jar of Netty has one, with the version of what is in it. */
    private static final String NETTY_VERSIONS = "META-INF/io.netty.versions.properties";

    /** The parts that are released together; tcnative and the contributed codecs go their own way. */
    private static final Pattern NETTY_PART = Pattern.compile(
            "(netty-(?:common|buffer|resolver|transport|handler|codec(?:-(?:base|http2?))?))\\.version");

    private LibraryVersions() {}

    /**
     * @throws FaultException MR-0218 if Kafka's clients are too old, MR-0219 if parts of Netty do not belong together
     */
    static void check(ClassLoader loader) {
        checkClients(AppInfoParser.getVersion());
        checkNetty(loader);
    }

    static void checkClients(String version) {
        String[] parts = version.split("\\D");
        boolean known = parts.length > 1 && !parts[0].isEmpty() && !parts[1].isEmpty();
        if (known && Integer.parseInt(parts[0]) * 1_000 + Integer.parseInt(parts[1]) < CLIENTS_MIN) {
            throw refused(
                    "MR-0218",
                    "kafka-clients " + version + " is on the class path, 4.1 or newer is needed. "
                            + FittingVersions.REMEDY);
        }
    }

    static void checkNetty(ClassLoader loader) {
        Map<String, List<String>> partsByVersion = nettyParts(loader).entrySet().stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getValue, TreeMap::new, Collectors.mapping(Map.Entry::getKey, Collectors.toList())));
        if (partsByVersion.size() > 1) {
            throw refused(
                    "MR-0219",
                    "Netty's parts are of different versions, " + partsByVersion
                            + ", with which HTTP requests are never answered. " + FittingVersions.REMEDY);
        }
    }

    private static Map<String, String> nettyParts(ClassLoader loader) {
        Map<String, String> versions = new TreeMap<>();
        try {
            for (URL url : Collections.list(loader.getResources(NETTY_VERSIONS))) {
                java.util.Properties jar = new java.util.Properties();
                try (InputStream in = url.openStream()) {
                    jar.load(in);
                }
                for (String name : jar.stringPropertyNames()) {
                    var part = NETTY_PART.matcher(name);
                    if (part.matches()) {
                        versions.put(part.group(1), jar.getProperty(name));
                    }
                }
            }
        } catch (IOException e) {
            // What cannot be read cannot be judged, and is no reason against a start.
            return Map.of();
        }
        return versions;
    }

    private static FaultException refused(String code, String message) {
        return new FaultException(new Fault.Misconfigured(code, message, null));
    }
}
