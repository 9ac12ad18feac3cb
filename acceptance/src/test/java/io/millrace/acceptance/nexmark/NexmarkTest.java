package io.millrace.acceptance.nexmark;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.millrace.acceptance.Cluster;
import io.millrace.acceptance.Listeners;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The auction queries that windows answer, in two stages with a re-keyed topic between, on a real broker: as the events
 * happened, and as they arrive when they are late by chance.
 */
class NexmarkTest {
    private static final int PARTITIONS = 3;
    private static final long DELAY_MS_MAX = 3_000;

    @TempDir
    Path state;

    private final Map<String, String> wrong = new TreeMap<>();
    private int asked;

    @Test
    void theAnswersArePublishedOnesInEveryOrder() throws Exception {
        AuctionStream stream = new AuctionStream();
        Map<String, List<String>> expected = new TreeMap<>();
        expected.put("q5", stream.expected("q5"));
        expected.put("q7", stream.expectedHighest());
        expected.put("q11", stream.expected("q11"));
        expected.put("q12", stream.expected("q12et"));
        long seed = Long.getLong("millrace.seed", System.nanoTime());
        try (Cluster cluster = new Cluster()) {
            compare("in order", expected, answers(cluster, "in-order", stream.bids(), 0, expected));
            List<Bid> delayed = stream.delayed(DELAY_MS_MAX, seed);
            compare(
                    "with -Dmillrace.seed=" + seed,
                    expected,
                    answers(cluster, "delayed", delayed, DELAY_MS_MAX, expected));
        }
        System.out.println("nexmark " + (asked - wrong.size()) + "/" + asked);
        assertThat(wrong).isEmpty();
        assertThat(asked).isEqualTo(8);
    }

    private void compare(String how, Map<String, List<String>> expected, Map<String, List<String>> answers) {
        expected.forEach((query, lines) -> {
            asked++;
            List<String> missing = new ArrayList<>(lines);
            answers.get(query).forEach(missing::remove);
            List<String> surplus = new ArrayList<>(answers.get(query));
            lines.forEach(surplus::remove);
            if (!missing.isEmpty() || !surplus.isEmpty()) {
                wrong.put(query + " " + how, "missing " + missing + ", too much " + surplus);
            }
        });
    }

    /**
     * Reads the answers again when the service has ended: by then whatever was too much has come. The watermark waits a
     * millisecond longer than it must: at the watermark itself a bid is not late, but the session that it touches has closed.
     */
    private Map<String, List<String>> answers(
            Cluster cluster, String order, List<Bid> bids, long disorderMs, Map<String, List<String>> expected)
            throws Exception {
        AuctionStream.send(bids, cluster, order + "-bids", PARTITIONS, "bids");
        Map<String, Object> properties = new HashMap<>(Listeners.only("auction-bids", "window-ranking", "bidder-bids"));
        properties.putAll(Map.of(
                "micronaut.application.name",
                order,
                "kafka.bootstrap.servers",
                cluster.bootstrap(),
                "kafka.health.enabled",
                false,
                "millrace.state-dir",
                state.resolve(order).toString(),
                "millrace.listeners.auction-bids.watermark.out-of-order",
                disorderMs + 1 + "ms",
                "millrace.inputs.bids.bounded",
                true,
                "millrace.topics.names.bids",
                order + "-bids"));
        for (String query : expected.keySet()) {
            cluster.topics(order + "-" + query);
            properties.put("millrace.topics.names." + query, order + "-" + query);
        }
        Map<String, List<String>> answers = new HashMap<>();
        try (ApplicationContext service =
                ApplicationContext.builder().properties(properties).build()) {
            service.start();
            expected.forEach((query, lines) -> cluster.values(order + "-" + query, lines.size()));
        }
        expected.keySet().forEach(query -> answers.put(query, cluster.values(order + "-" + query, 0)));
        return answers;
    }
}
