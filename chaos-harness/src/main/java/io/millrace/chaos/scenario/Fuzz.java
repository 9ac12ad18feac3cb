package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.feed.Load;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/** Row 24: a legal configuration by chance, and faults by chance. */
final class Fuzz extends Scenario {
    private static final Map<String, List<String>> CHOICES = new LinkedHashMap<>();
    private static final int ROUND_SECONDS = 15;
    private static final int FLOW = 200;
    /** A transaction of one record takes the time of one of a thousand: more than this is fed to nobody who sets that. */
    private static final Load LITTLE = new Load(80, Load.USUAL.keys(), Load.USUAL.groups());

    private static final String TRANSACTION = "transaction-records-max";
    private static final int SMALL_RECORDS = 7;
    private static final Duration STILL = Duration.ofSeconds(4);

    static {
        CHOICES.put("threads", List.of("1", "2", "3"));
        CHOICES.put("commit-interval", List.of("10ms", "50ms", "100ms", "500ms", "2s"));
        CHOICES.put("stamp-interval", List.of("auto", "0ms", "200ms"));
        CHOICES.put(TRANSACTION, List.of("1", "7", "100", "50000"));
        CHOICES.put("turn-records-max", List.of("1", "20", "2000"));
        CHOICES.put("buffer-entries-max", List.of("1", "10", "200000"));
        CHOICES.put("order-records-max", List.of("20", "1000", "200000"));
        CHOICES.put("order-heap-bytes-max", List.of("1000", "100000", "67108864"));
        CHOICES.put("warm-up.records", List.of("0", "100", "10000"));
    }

    Fuzz() {
        super(new Row(
                24, "fuzz", "a random legal configuration, with kills, SIGTERM and SIGSTOP at random", "G0-G14", 100));
    }

    @Override
    public Plan plan(long seed) {
        Random random = new Random(seed);
        Plan plan = Plan.usual();
        for (Map.Entry<String, List<String>> choice : CHOICES.entrySet()) {
            List<String> values = choice.getValue();
            String value = values.get(random.nextInt(values.size()));
            plan = plan.with("millrace.defaults." + choice.getKey(), value);
            if (choice.getKey().equals(TRANSACTION) && Integer.parseInt(value) <= SMALL_RECORDS) {
                plan = plan.withLoad(LITTLE);
            }
        }
        return switch (random.nextInt(3)) {
            case 0 -> plan;
            case 1 -> plan.dynamic();
            default -> plan.dynamic().with("millrace.membership", "consumer");
        };
    }

    @Override
    public void inject(Trial trial) {
        trial.tell("with " + trial.plan().settings() + (trial.plan().fixed() ? ", static" : ", not static"));
        for (int round = 0; round < trial.rounds(ROUND_SECONDS); round++) {
            Replica replica = trial.replica(trial.random().nextBoolean() ? "a" : "b");
            trial.flow(FLOW);
            Mark over =
                    switch (trial.random().nextInt(3)) {
                        case 0 -> {
                            trial.kill(replica);
                            yield trial.mark("fuzz: restarted after a kill", Trial.allTasks(), replica::start);
                        }
                        case 1 -> {
                            trial.fault("SIGTERM " + replica.name(), Trial.tasks(replica), replica::end);
                            yield trial.mark("fuzz: restarted in order", Trial.allTasks(), replica::start);
                        }
                        default -> {
                            trial.fault("SIGSTOP " + replica.name(), Trial.tasks(replica), replica::halt);
                            trial.pass(STILL);
                            yield trial.mark("fuzz: SIGCONT", Trial.allTasks(), replica::goOn);
                        }
                    };
            trial.recovered(over, PATIENCE);
        }
    }
}
