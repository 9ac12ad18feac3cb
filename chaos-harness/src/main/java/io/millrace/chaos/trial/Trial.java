package io.millrace.chaos.trial;

import io.millrace.chaos.cluster.Brokers;
import io.millrace.chaos.cluster.Link;
import io.millrace.chaos.cluster.Program;
import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.feed.Feeder;
import io.millrace.chaos.feed.OutputReader;
import io.millrace.chaos.wire.Names;
import io.millrace.testkit.check.Observed;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;

/**
 * A run under way, as a scenario sees it: brokers, replicas, the feeder and the reader, and what is done to them. Used by one
 * thread; its {@link Ending} takes over when the scenario is done.
 */
public final class Trial implements AutoCloseable {
    /** For what must come before a fault can be injected. */
    public static final Duration PATIENCE = Duration.ofSeconds(240);

    private final Plan plan;
    private final Order order;
    private final Random random;
    private final Consumer<String> progress;
    private final Journals journals;
    private final Findings findings;
    private final Brokers brokers;
    private final Admin admin;
    private final Fleet fleet;
    private final Feeder feeder;
    private final OutputReader reader;
    private final Set<String> abandoned = new HashSet<>();
    private final List<Runnable> closing = new ArrayList<>();

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
        this.order = order;
        this.random = new Random(order.seed());
        this.progress = progress;
        journals = new Journals(order.folder().resolve("history"));
        findings = new Findings(progress);
        int count = plan.cluster().brokers();
        progress.accept(count == 1 ? "starting a broker" : "starting " + count + " brokers");
        brokers = Brokers.start(order.folder(), plan.cluster());
        admin = Admin.create(Map.of("bootstrap.servers", brokers.bootstrap(), "client.id", "harness"));
        fleet = new Fleet(plan, order.program(), order.folder(), brokers, journals);
        feeder = new Feeder(brokers.bootstrap(), plan.load(), order.seed(), journals.of("feeder"));
        reader = new OutputReader(brokers.bootstrap(), Plan.PARTITIONS, journals.of("reader"));
    }

    /** Starts all replicas of the plan and waits until they run every task; then records are fed. */
    public void begin() {
        Ground.prepare(plan, admin);
        fleet.start(progress);
        feeder.start();
        reader.start();
        flow(1);
    }

    public Path folder() {
        return order.folder();
    }

    public Plan plan() {
        return plan;
    }

    public Program program() {
        return order.program();
    }

    /** The run's chance: the same for the same seed. */
    public Random random() {
        return random;
    }

    /** How often to do something that takes about so many seconds. */
    public int rounds(int seconds) {
        return Math.max(1, order.minutes() * 60 / seconds);
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
        return fleet.of(name);
    }

    public Collection<Replica> replicas() {
        return fleet.all();
    }

    /** Between a replica of the plan and the brokers. */
    public List<Link> links(Replica replica) {
        return fleet.links(replica);
    }

    Fleet fleet() {
        return fleet;
    }

    Journals journals() {
        return journals;
    }

    Findings findings() {
        return findings;
    }

    /** Says to people what goes on. */
    public void tell(String what) {
        progress.accept(what);
    }

    /**
     * Does something bad.
     *
     * @param tasks whose outputs stay away
     */
    public Mark fault(String what, Set<Integer> tasks, Runnable inject) {
        progress.accept(what);
        journals.tell(new Observed.Troubled(what));
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
        fleet.died(replica);
        return mark;
    }

    /** Notes that a replica has ended itself at a named point. */
    public void died(Replica replica) {
        replica.halted();
        fleet.died(replica);
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
        return findings.recovered(
                mark,
                reader.firstOutputs(listener, mark.tasks(), mark.uid()).values().stream()
                        .mapToLong(Long::longValue)
                        .max()
                        .orElseThrow());
    }

    /** The same, with a bound of time that is told if it is missed. */
    public long recovered(Mark mark, Duration patience, long msMax) {
        long ms = recovered(mark, patience);
        inTime(mark.what(), ms, msMax);
        return ms;
    }

    /** Tells a bound that was missed. */
    public void inTime(String what, long ms, long msMax) {
        findings.inTime(what, ms, msMax);
    }

    /** Puts a figure beside the recoveries. */
    public void measured(String what, long ms) {
        findings.measured(what, ms);
    }

    /** Tells what is not as it must be, and goes on. */
    public void expect(boolean holds, String what) {
        findings.expect(holds, what);
    }

    /** Waits for what the promise says will happen. */
    public void mustHappen(String what, Duration patience, BooleanSupplier done) {
        Waiting.mustHappen(what, patience, done);
    }

    /** Waits for what the scenario itself needs. */
    public void await(String what, Duration patience, BooleanSupplier done) {
        Waiting.need(what, patience, done);
    }

    /** Waits until these replicas run all tasks of all listeners together. */
    public void awaitTasks(Collection<Replica> together) {
        fleet.awaitTasks(together);
    }

    /** Waits until all tasks run, and each of these replicas has some. */
    public void awaitShares(Replica... each) {
        fleet.awaitShares(each);
    }

    /** Lets records flow: waits for so many more outputs. */
    public void flow(int outputs) {
        int total = reader.count() + outputs;
        mustHappen("outputs while nothing is wrong", PATIENCE, () -> reader.count() >= total);
    }

    /** Lets time pass while records are fed, for faults that are made of time. */
    public void pass(Duration time) {
        Waiting.pass(time);
    }

    /** A replica that is not expected to be alive at the end. */
    public void goesFor(Replica replica) {
        fleet.goesFor(replica);
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

    @Override
    public void close() {
        feeder.close();
        reader.close();
        fleet.dispose();
        closing.forEach(Runnable::run);
        admin.close(Duration.ZERO);
        brokers.close();
        journals.close();
    }
}
