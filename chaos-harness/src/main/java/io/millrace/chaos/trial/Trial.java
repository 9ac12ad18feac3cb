package io.millrace.chaos.trial;

import io.millrace.chaos.cluster.Brokers;
import io.millrace.chaos.cluster.Launch;
import io.millrace.chaos.cluster.Link;
import io.millrace.chaos.cluster.Program;
import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.feed.Feeder;
import io.millrace.chaos.feed.OutputReader;
import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.record.StateFolder;
import io.millrace.chaos.wire.Names;
import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.HistoryWriter;
import io.millrace.testkit.check.Observed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/**
 * A run under way: brokers, replicas, the feeder and the reader, and what a scenario does to them. Used by one thread; its
 * {@link Ending} takes over when the scenario is done.
 */
public final class Trial implements AutoCloseable {
    /** For what must come before a fault can be injected. */
    public static final Duration PATIENCE = Duration.ofSeconds(120);

    private static final long LOOK_NANOS = 10_000_000;

    private final Plan plan;
    private final Program program;
    private final Path folder;
    private final Random random;
    private final int minutes;
    private final Consumer<String> progress;
    private final Brokers brokers;
    private final Admin admin;
    private final HistoryWriter harness;
    private final Map<String, HistoryWriter> journals = new ConcurrentHashMap<>();
    private final Map<String, Replica> replicas = new LinkedHashMap<>();
    private final Map<String, Integer> copies = new HashMap<>();
    private final Feeder feeder;
    private final OutputReader reader;
    private final Archive archive;
    private final List<Outcome.Recovery> recoveries = new ArrayList<>();
    private final List<String> slow = new ArrayList<>();
    private final List<String> unkept = new ArrayList<>();
    private final Set<String> expectedToEnd = new HashSet<>();
    private final Set<String> abandoned = new HashSet<>();
    private final List<Runnable> closing = new ArrayList<>();
    private long kills;

    /**
     * What was asked for.
     *
     * @param program what the replicas run
     * @param seed of the inputs and of what is done when
     * @param minutes about how long faults go on; each scenario has a least of its own
     * @param folder for all that the run leaves behind
     */
    public record Order(Program program, long seed, int minutes, Path folder) {}

    /** A fault, or its end: which tasks it concerns, when it was, and the first uid that was fed behind it. */
    public record Mark(String what, Set<Integer> tasks, long nanos, long uid) {}

    /** Starts the brokers. */
    public Trial(Plan plan, Order order, Consumer<String> progress) {
        this.plan = plan;
        this.program = order.program();
        this.folder = order.folder();
        this.minutes = order.minutes();
        this.random = new Random(order.seed());
        this.progress = progress;
        this.archive = new Archive(folder.toAbsolutePath().getParent(), program.classPath());
        makeFolders();
        harness = HistoryWriter.open(history().resolve("harness.jsonl"), "harness");
        progress.accept(plan.brokers() == 1 ? "starting a broker" : "starting " + plan.brokers() + " brokers");
        brokers = Brokers.start(folder, plan.brokers(), plan.brokerSettings());
        admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrap(), "client.id", "harness"));
        feeder = new Feeder(brokers.bootstrap(), plan.load(), order.seed(), journal("feeder"));
        reader = new OutputReader(brokers.bootstrap(), Plan.PARTITIONS, journal("reader"));
    }

    private void makeFolders() {
        try {
            Files.createDirectories(history());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Starts all replicas of the plan and waits until they run every task; then records are fed. */
    public void begin() {
        makeTopics();
        if (archive.isMissing()) {
            progress.accept("loading classes once, for all later starts");
            Replica first = replica("archive");
            first.start(Map.of("millrace.leave-on-stop", "true"));
            awaitTasks(List.of(first));
            first.end();
            replicas.remove("archive");
        }
        progress.accept("starting replicas " + String.join(", ", plan.replicas()));
        plan.replicas().forEach(name -> replica(name).start());
        awaitTasks(replicas.values());
        feeder.start();
        reader.start();
        awaitOutputs(reader.count() + 1);
    }

    private void makeTopics() {
        List<NewTopic> topics = Names.TOPICS.stream()
                .map(name -> new NewTopic(name, Plan.PARTITIONS, (short) plan.brokers()))
                .toList();
        try {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new Problem(Problem.Code.PROCESS, "the topics cannot be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private HistoryWriter journal(String by) {
        return journals.computeIfAbsent(by, name -> HistoryWriter.open(history().resolve(name + ".jsonl"), name));
    }

    Path history() {
        return folder.resolve("history");
    }

    public Path folder() {
        return folder;
    }

    public Plan plan() {
        return plan;
    }

    public Program program() {
        return program;
    }

    /** The run's chance: the same for the same seed. */
    public Random random() {
        return random;
    }

    /** How often to do something that takes about so many seconds. */
    public int rounds(int seconds) {
        return Math.max(1, minutes * 60 / seconds);
    }

    public Brokers brokers() {
        return brokers;
    }

    public Admin admin() {
        return admin;
    }

    public Feeder feeder() {
        return feeder;
    }

    public OutputReader reader() {
        return reader;
    }

    /** The replica of that name, not started if it is new. */
    public Replica replica(String name) {
        return replicas.computeIfAbsent(
                name,
                any -> new Replica(
                        name, launch(name), (by, event) -> journal(by).add(event)));
    }

    public Collection<Replica> replicas() {
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
    public List<Link> links(Replica replica) {
        return brokers.links(line(replica.name()));
    }

    /** Says what goes on, to people and to the history. */
    public void tell(String what) {
        progress.accept(what);
    }

    private void add(Event event) {
        harness.add(event);
    }

    /**
     * Does something bad.
     *
     * @param tasks whose outputs stay away
     */
    public Mark fault(String what, Set<Integer> tasks, Runnable inject) {
        progress.accept(what);
        add(new Observed.Troubled(what));
        return mark(what, tasks, inject);
    }

    /** Ends something bad, or does something good: recovery is measured from here. */
    public Mark mark(String what, Set<Integer> tasks, Runnable action) {
        long nanos = System.nanoTime();
        action.run();
        return new Mark(what, new TreeSet<>(tasks), nanos, feeder.nextUid());
    }

    /** Kills a replica, and keeps a copy of the state that it leaves. */
    public Mark kill(Replica replica) {
        Mark mark = fault("kill -9 " + replica.name(), tasks(replica), replica::kill);
        kills++;
        keepState(replica);
        return mark;
    }

    /** Notes that a replica has ended itself at a named point. */
    public void died(Replica replica) {
        replica.halted();
        kills++;
        keepState(replica);
    }

    private void keepState(Replica replica) {
        int number = copies.merge(replica.name(), 1, Integer::sum);
        if (Files.isDirectory(replica.state())) {
            StateFolder.copy(replica.state(), copyOf(replica.name(), number));
        }
    }

    Path copyOf(String replica, int number) {
        return folder.resolve("left").resolve(replica + "-" + number);
    }

    Map<String, Integer> copies() {
        return copies;
    }

    void killed() {
        kills++;
    }

    /** All tasks of the first listener that a replica runs. */
    public static Set<Integer> tasks(Replica replica) {
        return replica.tasks(Names.TALLY);
    }

    public static Set<Integer> allTasks() {
        return new TreeSet<>(IntStream.range(0, Plan.PARTITIONS).boxed().toList());
    }

    /**
     * Waits until all tasks of the mark have given outputs to inputs that were fed behind it.
     *
     * @return milliseconds since the mark
     * @throws Unkept if that takes longer than the patience
     */
    public long recovered(Mark mark, Duration patience) {
        return recovered(Names.TALLY, mark, patience);
    }

    /** The same for the tasks of that listener. */
    public long recovered(String listener, Mark mark, Duration patience) {
        if (mark.tasks().isEmpty()) {
            return 0;
        }
        mustHappen(
                "new outputs of " + listener + " after '" + mark.what() + "'",
                patience,
                () -> reader.firstOutputs(listener, mark.tasks(), mark.uid()).size()
                        == mark.tasks().size());
        long last = reader.firstOutputs(listener, mark.tasks(), mark.uid()).values().stream()
                .mapToLong(Long::longValue)
                .max()
                .orElseThrow();
        long ms = (last - mark.nanos()) / 1_000_000;
        recoveries.add(new Outcome.Recovery(mark.what(), ms));
        progress.accept("  new outputs after " + ms + " ms");
        return ms;
    }

    /** The same, with a bound of time that is told if it is missed. */
    public long recovered(Mark mark, Duration patience, long msMax) {
        long ms = recovered(mark, patience);
        inTime(mark.what(), ms, msMax);
        return ms;
    }

    /** Tells a bound that was missed. */
    public void inTime(String what, long ms, long msMax) {
        if (ms > msMax) {
            slow.add(what + ": " + ms + " ms, at most " + msMax + " ms");
        }
    }

    /** Puts a figure beside the recoveries. */
    public void measured(String what, long ms) {
        recoveries.add(new Outcome.Recovery(what, ms));
        progress.accept("  " + what + ": " + ms + " ms");
    }

    /** Tells what is not as it must be, and goes on. */
    public void expect(boolean holds, String what) {
        if (!holds) {
            progress.accept("  not kept: " + what);
            unkept.add(what);
        }
    }

    /** Waits for what the promise says will happen. */
    public void mustHappen(String what, Duration patience, BooleanSupplier done) {
        if (!waited(patience, done)) {
            throw new Unkept(what + " not within " + patience.toSeconds() + " s");
        }
    }

    /** Waits for what the scenario itself needs. */
    public void await(String what, Duration patience, BooleanSupplier done) {
        if (!waited(patience, done)) {
            throw new Problem(
                    Problem.Code.NOT_REACHED, what + " not within " + patience.toSeconds() + " s; see " + folder);
        }
    }

    private static boolean waited(Duration patience, BooleanSupplier done) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (!done.getAsBoolean()) {
            if (System.nanoTime() > deadline) {
                return false;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
        return true;
    }

    /** Waits until these replicas run all tasks of all listeners together. */
    public void awaitTasks(Collection<Replica> together) {
        await(
                "all tasks running on " + together.stream().map(Replica::name).toList(),
                PATIENCE,
                () -> runAll(together));
    }

    /** Waits until all tasks run, and each of these replicas has some. */
    public void awaitShares(Replica... each) {
        awaitTasks(replicas.values());
        for (Replica replica : each) {
            await("tasks of " + replica.name(), PATIENCE, () -> !tasks(replica).isEmpty());
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

    /** Lets records flow: waits for so many more outputs. */
    public void flow(int outputs) {
        awaitOutputs(reader.count() + outputs);
    }

    private void awaitOutputs(int total) {
        mustHappen("outputs while nothing is wrong", PATIENCE, () -> reader.count() >= total);
    }

    /** Lets time pass while records are fed, for faults that are made of time. */
    public void pass(Duration time) {
        long deadline = System.nanoTime() + time.toNanos();
        waited(time.plusSeconds(1), () -> System.nanoTime() >= deadline);
    }

    /** A replica that is not expected to be alive at the end. */
    public void goesFor(Replica replica) {
        expectedToEnd.add(replica.name());
    }

    /** From here on a listener is stopped for good: nothing more is asked of it. */
    public void abandon(String listener) {
        abandoned.add(listener);
    }

    Set<String> abandoned() {
        return abandoned;
    }

    /** Something to be undone when the run is over, however it ends. */
    public void whenClosed(Runnable action) {
        closing.add(action);
    }

    Set<String> expectedToEnd() {
        return expectedToEnd;
    }

    List<Outcome.Recovery> recoveries() {
        return recoveries;
    }

    List<String> slow() {
        return slow;
    }

    List<String> unkept() {
        return unkept;
    }

    long kills() {
        return kills;
    }

    void note(Event event) {
        add(event);
    }

    static IllegalStateException interrupted(InterruptedException e) {
        Thread.currentThread().interrupt();
        return new IllegalStateException(e);
    }

    @Override
    public void close() {
        feeder.close();
        reader.close();
        replicas.values().forEach(Replica::dispose);
        closing.forEach(Runnable::run);
        admin.close(Duration.ZERO);
        brokers.close();
        harness.close();
        journals.values().forEach(HistoryWriter::close);
    }
}
