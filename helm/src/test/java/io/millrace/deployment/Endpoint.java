package io.millrace.deployment;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Predicate;

/** An HTTP endpoint of a replica on this machine. */
record Endpoint(URI address) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    static Endpoint at(String port, String path) {
        return new Endpoint(URI.create("http://127.0.0.1:" + port + path));
    }

    /** Asks, as a probe or a scrape would, until the answer is 200 and as wanted. */
    void await(Predicate<String> wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        for (String last = ask(); !last.startsWith("200 ") || !wanted.test(last); last = ask()) {
            if (System.nanoTime() > deadline) {
                throw new AssertionError(address + " never answered as wanted; at last: " + last);
            }
            LockSupport.parkNanos(20_000_000);
        }
    }

    private String ask() throws InterruptedException {
        try {
            HttpResponse<String> response = CLIENT.send(
                    HttpRequest.newBuilder(address).timeout(PATIENCE).build(), HttpResponse.BodyHandlers.ofString());
            return response.statusCode() + " " + response.body();
        } catch (IOException e) {
            return String.valueOf(e);
        }
    }
}
