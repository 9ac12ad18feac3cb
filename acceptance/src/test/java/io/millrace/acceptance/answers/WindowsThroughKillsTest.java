package io.millrace.acceptance.answers;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.acceptance.Cluster;
import io.millrace.acceptance.Listeners;
import io.millrace.acceptance.ReplicaProcess;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Overlapping windows over published data on a real broker, while their process is killed: each result once. */
class WindowsThroughKillsTest {
    private static final String RATES = "2015-01-01-00.hopping_60s_by10s_count_per_type";
    private static final String OUT = "overlaps-out";
    private static final int KILLS = 3;
    private static final int SLICE = 100;

    /** Sent after a result was seen and before the kill, so that something is under way. */
    private static final int SLICES_UNDER_WAY = 4;

    @TempDir
    Path state;

    @Test
    void eachResultComesOnceThoughTheProcessIsKilled() throws Exception {
        Question rates = Questions.read().asked().stream()
                .filter(question -> question.name().equals(RATES))
                .findFirst()
                .orElseThrow();
        Run run = new Run(rates.computation(), List.of(rates));
        try (Cluster cluster = new Cluster();
                Feed feed = new Feed(cluster)) {
            cluster.topics("overlaps-in", OUT, "overlaps-late");
            killingThree(run, cluster, feed);
        }
    }

    private void killingThree(Run run, Cluster cluster, Feed feed) throws Exception {
        Feed.Place place = new Feed.Place("overlaps-in", 0, "overlaps-in");
        Series series = run.series().get(0);
        List<Series.Entry> events = series.entries();
        ReplicaProcess replica = replica(run, cluster);
        try {
            int slices = events.size() / SLICE;
            int kills = 0;
            for (int slice = 0; slice <= slices; slice++) {
                feed.send(place, series, events.subList(slice * SLICE, Math.min(events.size(), (slice + 1) * SLICE)));
                if (kills < KILLS && slice == (kills + 1) * slices / (KILLS + 1)) {
                    int seen = cluster.values(OUT, 0).size();
                    cluster.values(OUT, seen + 1);
                }
                if (kills < KILLS && slice == (kills + 1) * slices / (KILLS + 1) + SLICES_UNDER_WAY) {
                    replica.kill();
                    replica = replica(run, cluster);
                    kills++;
                }
            }
            assertThat(kills).isEqualTo(KILLS);
            feed.end(place, series);
            Answers.await(run, cluster, OUT, "overlaps-late")
                    .forEach((question, result) ->
                            assertThat(question.expected().differences(result)).isEmpty());
        } finally {
            replica.kill();
        }
    }

    private ReplicaProcess replica(Run run, Cluster cluster) throws Exception {
        Map<String, String> properties = new HashMap<>(Listeners.only(run.listener()));
        properties.putAll(run.settings());
        properties.putAll(Map.of(
                "micronaut.application.name", "killed",
                "kafka.bootstrap.servers", cluster.bootstrap(),
                "millrace.instance", "one",
                "millrace.session-timeout", "6s",
                "millrace.topics.allow-low-replication", "true",
                "millrace.state-dir", state.toString()));
        return new ReplicaProcess(properties);
    }
}
