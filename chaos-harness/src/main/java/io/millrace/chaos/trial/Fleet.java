package io.millrace.chaos.trial;

import io.millrace.chaos.cluster.Brokers;
import io.millrace.chaos.cluster.Launch;
import io.millrace.chaos.cluster.Link;
import io.millrace.chaos.cluster.Program;
import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.record.StateFolder;
import io.millrace.chaos.wire.Names;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The replicas of a run, over all their lives, and the state that killed ones left behind. Used by one thread. */
final class Fleet {
    private final Plan plan;
    private final Program program;
    private final Path folder;
    private final Brokers brokers;
    private final Journals journals;
    private final Archive archive;
    private final Map<String, Replica> replicas = new LinkedHashMap<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private final Set<String> expectedToEnd = new HashSet<>();
    private long kills;

    Fleet(Plan plan, Program program, Path folder, Brokers brokers, Journals journals) {
        this.plan = plan;
        this.program = program;
        this.folder = folder;
        this.brokers = brokers;
        this.journals = journals;
        this.archive = new Archive(folder.toAbsolutePath().getParent(), program.classPath());
    }

    /** Starts all replicas of the plan and waits until they run every task. */
    void start(Consumer<String> progress) {
        if (archive.isMissing()) {
            progress.accept("loading classes once, for all later starts");
            Replica first = of("archive");
            first.start(Map.of("millrace.leave-on-stop", "true"));
            awaitTasks(List.of(first));
            first.end();
            replicas.remove("archive");
        }
        progress.accept("starting replicas " + String.join(", ", plan.replicas()));
        plan.replicas().forEach(name -> of(name).start());
        awaitTasks(all());
    }

    /** The replica of that name, not started if it is new. */
    Replica of(String name) {
        return replicas.computeIfAbsent(
                name,
                any -> new Replica(
                        name, launch(name), (by, event) -> journals.of(by).add(event)));
    }

    Collection<Replica> all() {
        return replicas.values();
    }

    private Launch launch(String name) {
        Map<String, String> settings = new LinkedHashMap<>(Map.of(
                "micronaut.application.name", Names.APPLICATION,
                "millrace.dev.broker", "off",
                "millrace.topics.allow-low-replication", "true",
                // Exactness must not depend on who is slow: no partition is idle.
                "millrace.defaults.watermark.idle", "off"));
        if (!"consumer".equals(plan.settings().get("millrace.membership"))) {
            settings.put("millrace.session-timeout", plan.sessionSeconds() + "s");
        }
        if (plan.fixed()) {
            settings.put("millrace.instance", name);
        }
        settings.putAll(plan.cluster().security().ofReplicas(folder));
        settings.putAll(plan.settings());
        return new Launch(
                program,
                folder,
                brokers.service(line(name)),
                settings,
                archive.isMissing() ? archive.making() : archive.using());
    }

    private int line(String replica) {
        return Math.max(0, plan.replicas().indexOf(replica));
    }

    /** Between a replica of the plan and the brokers. */
    List<Link> links(Replica replica) {
        return brokers.links(line(replica.name()));
    }

    /** Waits until these replicas run all tasks of all listeners together. */
    void awaitTasks(Collection<Replica> together) {
        Waiting.need(
                "all tasks running on " + together.stream().map(Replica::name).toList(),
                Trial.PATIENCE,
                () -> runAll(together));
    }

    /** Waits until all tasks run, and each of these replicas has some. */
    void awaitShares(Replica... each) {
        awaitTasks(all());
        for (Replica replica : each) {
            Waiting.need("tasks of " + replica.name(), Trial.PATIENCE, () -> !replica.tasks(Names.TALLY)
                    .isEmpty());
        }
    }

    private boolean runAll(Collection<Replica> together) {
        for (String listener : program.listeners()) {
            Set<Integer> running = new HashSet<>();
            together.forEach(replica -> running.addAll(replica.tasks(listener)));
            if (running.size() < Plan.PARTITIONS) {
                return false;
            }
        }
        return true;
    }

    /** One has died without a word: keeps a copy of the state that it leaves, as it is. */
    void died(Replica replica) {
        kills++;
        int number = copies.merge(replica.name(), 1, Integer::sum);
        if (Files.isDirectory(replica.state())) {
            StateFolder.copy(replica.state(), copyOf(replica.name(), number));
        }
    }

    long kills() {
        return kills;
    }

    /** Takes all copies. */
    void forEachCopy(Left left) {
        copies.forEach((name, count) -> {
            for (int number = 1; number <= count; number++) {
                left.behind(copyOf(name, number), name + "#" + number);
            }
        });
    }

    /** What is done with the state of a replica that died. */
    interface Left {
        void behind(Path state, String id);
    }

    private Path copyOf(String replica, int number) {
        return folder.resolve("left").resolve(replica + "-" + number);
    }

    /** It need not be alive at the end. */
    void goesFor(Replica replica) {
        expectedToEnd.add(replica.name());
    }

    boolean mustBeAlive(Replica replica) {
        return !expectedToEnd.contains(replica.name());
    }

    /** Ends all of them, whatever state they are in. */
    void dispose() {
        all().forEach(Replica::dispose);
    }
}
