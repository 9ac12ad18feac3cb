package io.millrace.acceptance;

import io.millrace.dev.DevBroker;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/**
 * Settings of a broker that lets a named user in by a listener of its own and grants it nothing; whoever comes by the
 * usual listener may do everything.
 */
final class GuardedBroker {
    static final String USER = "letters-user";
    private static final String PASSWORD = "secret";
    private static final String LOGIN = "org.apache.kafka.common.security.plain.PlainLoginModule required ";

    private final int usual = freePort();
    private final int controller = freePort();
    private final int guarded = freePort();

    DevBroker.Options options() {
        String broker = "BROKER://127.0.0.1:" + usual;
        String service = "SERVICE://127.0.0.1:" + guarded;
        return DevBroker.Options.temporary()
                .onPort(usual)
                .with("listeners", broker + "," + service + ",CONTROLLER://127.0.0.1:" + controller)
                .with("advertised.listeners", broker + "," + service)
                .with("controller.quorum.voters", "1@127.0.0.1:" + controller)
                .with("listener.security.protocol.map", "BROKER:PLAINTEXT,CONTROLLER:PLAINTEXT,SERVICE:SASL_PLAINTEXT")
                .with("listener.name.service.sasl.enabled.mechanisms", "PLAIN")
                .with("listener.name.service.plain.sasl.jaas.config", LOGIN + "user_" + USER + "=\"" + PASSWORD + "\";")
                .with("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer")
                .with("super.users", "User:ANONYMOUS");
    }

    /** What a service sets to come as the user. */
    Map<String, String> asUser() {
        return Map.of(
                "kafka.bootstrap.servers",
                "127.0.0.1:" + guarded,
                "kafka.security.protocol",
                "SASL_PLAINTEXT",
                "kafka.sasl.mechanism",
                "PLAIN",
                "kafka.sasl.jaas.config",
                LOGIN + "username=\"" + USER + "\" password=\"" + PASSWORD + "\";");
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
