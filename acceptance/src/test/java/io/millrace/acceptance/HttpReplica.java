package io.millrace.acceptance;

import io.micronaut.context.ApplicationContext;
import io.micronaut.runtime.server.EmbeddedServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/**
 * A replica in this JVM with its HTTP server, and what it answers. It runs the listeners that the properties name with
 * {@code enabled}, and no others: what the others do must not show in its health.
 */
final class HttpReplica implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final ApplicationContext context;
    private final URI address;

    /** An answer. */
    record Answer(int status, String body) {
        boolean up() {
            return status == 200 && body.contains("\"status\":\"UP\"");
        }

        boolean says(String text) {
            return body.contains(text);
        }
    }

    HttpReplica(Map<String, Object> properties) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "micronaut.server.port",
                -1,
                "micronaut.server.host",
                "127.0.0.1",
                "endpoints.health.details-visible",
                "ANONYMOUS",
                "endpoints.prometheus.sensitive",
                false,
                "millrace.topics.allow-low-replication",
                true));
        all.putAll(Listeners.only());
        all.putAll(properties);
        context = ApplicationContext.builder().properties(all).start();
        EmbeddedServer server = context.getBean(EmbeddedServer.class).start();
        address = server.getURI();
    }

    int port() {
        return address.getPort();
    }

    Answer get(String path) {
        return get(address.resolve(path));
    }

    static Answer get(URI from) {
        try {
            HttpResponse<String> response = CLIENT.send(
                    HttpRequest.newBuilder(from).timeout(Duration.ofSeconds(10)).build(),
                    HttpResponse.BodyHandlers.ofString());
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            return new Answer(0, String.valueOf(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    Answer liveness() {
        return get("/health/liveness");
    }

    Answer readiness() {
        return get("/health/readiness");
    }

    /** Asks until the answer is as wanted. */
    Answer await(String path, Predicate<Answer> wanted) {
        return await(address.resolve(path), wanted);
    }

    static Answer await(URI from, Predicate<Answer> wanted) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Answer answer = get(from);
            if (wanted.test(answer)) {
                return answer;
            }
            if (System.nanoTime() > deadline) {
                throw new AssertionError("not within " + PATIENCE + "; last answer of " + from + ": " + answer);
            }
            LockSupport.parkNanos(10_000_000);
        }
    }

    @Override
    public void close() {
        context.close();
    }
}
