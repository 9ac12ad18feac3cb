package io.millrace.acceptance.nexmark;

import io.micronaut.json.JsonMapper;
import io.millrace.acceptance.Cluster;
import io.millrace.acceptance.PublishedData;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.LongSerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** The bids of the auction stream, and what the queries are to make of them. */
final class AuctionStream {
    private static final JsonMapper JSON = JsonMapper.createDefault();

    private final PublishedData data = new PublishedData("nexmark/events.csv.gz");
    private final List<Bid> bids = new ArrayList<>();

    AuctionStream() throws IOException {
        for (String line : data.lines("nexmark/events.csv.gz")) {
            String[] event = line.split(",");
            if (event[0].equals("B")) {
                bids.add(new Bid(number(event[2]), number(event[3]), number(event[4]), number(event[1])));
            }
        }
    }

    private static long number(String text) {
        return Long.parseLong(text);
    }

    /** In order of time. */
    List<Bid> bids() {
        return bids;
    }

    /** As they arrive when each is delayed by up to so much: none lies farther behind another. */
    List<Bid> delayed(long delayMsMax, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Map<Bid, Long> arrivals = new HashMap<>();
        bids.forEach(bid -> arrivals.put(bid, bid.at() + random.nextLong(delayMsMax + 1)));
        return bids.stream().sorted(Comparator.comparing(arrivals::get)).toList();
    }

    /**
     * Fills a new topic, by auction, and ends each of its partitions.
     *
     * @param input how its reader calls it
     */
    static void send(List<Bid> bids, Cluster cluster, String topic, int partitions, String input) throws Exception {
        cluster.topics(partitions, topic);
        List<Future<?>> sent = new ArrayList<>();
        try (KafkaProducer<Long, String> producer = new KafkaProducer<>(
                Map.of("bootstrap.servers", cluster.bootstrap(), "linger.ms", 20),
                new LongSerializer(),
                new StringSerializer())) {
            for (Bid bid : bids) {
                sent.add(producer.send(new ProducerRecord<>(topic, bid.auction(), JSON.writeValueAsString(bid))));
            }
            for (int partition = 0; partition < partitions; partition++) {
                ProducerRecord<Long, String> end = new ProducerRecord<>(topic, partition, null, null);
                end.headers().add("millrace.end", input.getBytes(StandardCharsets.UTF_8));
                sent.add(producer.send(end));
            }
        }
        for (Future<?> one : sent) {
            one.get();
        }
    }

    /** The published lines of a query, sorted. */
    List<String> expected(String query) throws IOException {
        return data.lines("nexmark/" + query + ".expected.tsv.gz").stream()
                .sorted()
                .toList();
    }

    /**
     * The published highest bids, sorted. When a line was written and a text beside the bid are left out: the one tells of the
     * model that wrote it, the other is not in the events.
     */
    List<String> expectedHighest() throws IOException {
        return expected("q7").stream()
                .map(line -> line.substring(line.indexOf('\t') + 1))
                .map(AuctionStream::highest)
                .sorted()
                .toList();
    }

    private static String highest(String json) {
        try {
            Map<?, ?> bid = JSON.readValue(json, Map.class);
            return JSON.writeValueAsString(new Bid(
                    ((Number) bid.get("auction")).longValue(),
                    ((Number) bid.get("bidder")).longValue(),
                    ((Number) bid.get("price")).longValue(),
                    ((Number) bid.get("dateTime")).longValue()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
