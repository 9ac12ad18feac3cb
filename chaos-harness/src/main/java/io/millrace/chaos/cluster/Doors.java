package io.millrace.chaos.cluster;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The listeners of a broker: one for the harness and the other brokers, one for each line on which a replica may come. A
 * line leads by way of a {@link Link} where its protocol can be read, else straight to the broker.
 */
final class Doors {
    /** So many replicas have a line of their own; further ones share them. */
    private static final int LINES = 3;

    /** The controller is elsewhere. */
    static final int NO_CONTROLLER = 0;

    private final int own = Ports.next();
    private final List<Link> links = new ArrayList<>();
    private final List<Integer> ports = new ArrayList<>();
    private final Map<String, String> settings = new LinkedHashMap<>();

    /**
     * Opens them.
     *
     * @param controller the port of the broker's own controller, or {@link #NO_CONTROLLER}
     * @param folder of the run
     */
    Doors(int controller, Security security, Path folder) {
        String usual = "BROKER://127.0.0.1:" + own;
        StringBuilder listeners = new StringBuilder(usual);
        StringBuilder advertised = new StringBuilder(usual);
        StringBuilder protocols = new StringBuilder("BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT");
        for (int line = 0; line < LINES; line++) {
            int service = Ports.next();
            int door = service;
            if (security.isReadable()) {
                Link link = Link.to(service);
                links.add(link);
                door = link.port();
            }
            ports.add(door);
            String name = "LINE" + line;
            listeners.append(',').append(name).append("://127.0.0.1:").append(service);
            advertised.append(',').append(name).append("://127.0.0.1:").append(door);
            protocols.append(',').append(name).append(':').append(security.protocol());
            settings.putAll(security.ofListener(name, folder));
        }
        settings.put(
                "listeners", listeners + (controller == NO_CONTROLLER ? "" : ",CONTROLLER://127.0.0.1:" + controller));
        settings.put("advertised.listeners", advertised.toString());
        settings.put("listener.security.protocol.map", protocols.toString());
        settings.putAll(security.ofBrokers());
    }

    /** What the broker sets for them. */
    Map<String, String> settings() {
        return settings;
    }

    /** The port for the harness and the other brokers. */
    int own() {
        return own;
    }

    /** Where replicas on a line come. */
    String address(int line) {
        return "127.0.0.1:" + ports.get(line % LINES);
    }

    /** What stands between a line and the broker; nothing where it could not read what passes. */
    List<Link> links(int line) {
        return links.isEmpty() ? List.of() : List.of(links.get(line % LINES));
    }

    /** All of these. */
    List<Link> links() {
        return links;
    }
}
