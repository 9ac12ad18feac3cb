package io.millrace.chaos.cluster;

import io.millrace.chaos.problem.Problem;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Ports of 127.0.0.1 that nobody listens on, each given once. Below 32768, from where Linux takes client ends: a broker
 * that is down for a while must find its port again.
 */
final class Ports {
    private static final int FIRST = 15_000;
    private static final int END = 32_768;
    private static final int ATTEMPTS_MAX = 1_000;
    private static final Set<Integer> GIVEN = new HashSet<>();

    private Ports() {}

    static synchronized int next() {
        for (int attempt = 0; attempt < ATTEMPTS_MAX; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(FIRST, END);
            if (isFree(port) && GIVEN.add(port)) {
                return port;
            }
        }
        throw new Problem(Problem.Code.PROCESS, "no free port between " + FIRST + " and " + END + " on 127.0.0.1");
    }

    private static boolean isFree(int port) {
        try (ServerSocket probe = new ServerSocket()) {
            probe.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}
