package io.millrace.dev;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.concurrent.ThreadLocalRandom;

/** Where ports come from. */
@FunctionalInterface
interface Ports {

    /** A port of 127.0.0.1 on which nobody listened a moment ago. */
    int next();

    /**
     * Ports below 32768, where Linux takes the client ends of connections from. A broker that is down for a restart must
     * not lose its port to somebody's outgoing connection; and a client that keeps knocking at a port in that range will
     * at some point be given that very port as its own end, connect to itself, and block the broker's return.
     */
    static Ports free() {
        return () -> {
            for (int attempt = 0; attempt < 1_000; attempt++) {
                int port = ThreadLocalRandom.current().nextInt(15_000, 32_768);
                if (isFree(port)) {
                    return port;
                }
            }
            throw new DevBrokerException("MR-0703", "found no free port between 15000 and 32767 on 127.0.0.1");
        };
    }

    static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
