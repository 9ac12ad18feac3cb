package io.millrace.benchmarks.engine;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * W2 in a bare kafka-clients loop: what a framework could reach if it cost nothing. No rebalances, no restore, no failure
 * handling; but real transactions, a real changelog and a real store.
 */
final class BareLoopMain {

    private BareLoopMain() {}

    public static void main(String[] args) throws Exception {
        EngineRun run = EngineRun.parse(args);
        System.out.print(Child.versions());
        int partitions = createChangelog(run);
        for (int thread = 0; thread < run.tuning().threads(); thread++) {
            List<Integer> mine = new ArrayList<>();
            for (int partition = thread;
                    partition < partitions;
                    partition += run.tuning().threads()) {
                mine.add(partition);
            }
            if (!mine.isEmpty()) {
                start(new BareLoop(run, thread, mine));
            }
        }
        Child.awaitEndOfInput();
        // Without closing anything: by then everything is committed and measured.
        Runtime.getRuntime().halt(0);
    }

    private static int createChangelog(EngineRun run) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", run.bootstrapServers()))) {
            int partitions = admin.describeTopics(List.of(run.input()))
                    .topicNameValues()
                    .get(run.input())
                    .get()
                    .partitions()
                    .size();
            NewTopic changelog = new NewTopic(BareLoop.changelog(run), partitions, (short) 1)
                    .configs(new HashMap<>(Map.of("cleanup.policy", "compact")));
            admin.createTopics(List.of(changelog)).all().get();
            return partitions;
        }
    }

    private static void start(BareLoop loop) throws IOException {
        Thread thread = new Thread(
                () -> {
                    try {
                        loop.run();
                    } catch (Exception | Error e) {
                        e.printStackTrace();
                        Runtime.getRuntime().halt(1);
                    }
                },
                "bare-loop");
        thread.setDaemon(true);
        thread.start();
    }
}
