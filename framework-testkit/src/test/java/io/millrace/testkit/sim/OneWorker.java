package io.millrace.testkit.sim;

import io.millrace.engine.EngineSettings;
import io.millrace.engine.Ports;
import io.millrace.engine.Worker;
import io.millrace.fault.Fault;
import io.millrace.port.Events;
import io.millrace.port.Headers;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.spi.Binding;
import io.millrace.state.StoreEngine;
import io.millrace.state.memory.MemoryStores;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** One worker over a simulated cluster where nothing goes wrong, driven by hand. */
final class OneWorker implements Events {
    private static final long STEP_MS = 5;

    private final SimLoop loop;
    private final SimCluster cluster;
    private final SimListener listener;
    private final StoreEngine stores;
    private final List<String> problems = new ArrayList<>();
    private final SimMutation mutation;
    private Worker worker;
    private final List<String> asked = new ArrayList<>();
    private final List<Restored> restored = new ArrayList<>();
    private final List<Long> warmed = new ArrayList<>();
    private String name = "w";
    private int records;
    private int windows;
    private int dropped;

    /** The listener's topics must exist. */
    OneWorker(Binding binding, SimCluster cluster, EngineSettings settings) {
        this(binding, cluster, settings, new MemoryStores());
    }

    OneWorker(Binding binding, SimCluster cluster, EngineSettings settings, StoreEngine stores) {
        this(binding, cluster, settings, stores, SimMutation.NONE);
    }

    OneWorker(Binding binding, SimCluster cluster, EngineSettings settings, StoreEngine stores, SimMutation mutation) {
        this.loop = cluster.loop();
        this.cluster = cluster;
        this.listener = SimListener.of(binding, cluster, settings);
        this.stores = stores;
        this.mutation = mutation;
        this.worker = made();
    }

    private Worker made() {
        String prefix = listener.plan().idPrefix();
        SimProcess process = new SimProcess(name, cluster, (who, call) -> heard(call), () -> {});
        SimGroup group = cluster.group(prefix, listener.topics());
        SimIdentity identity = new SimIdentity(null, prefix + name + "-0");
        SimInputLog input = new SimInputLog(process, group, identity);
        Ports ports = new Ports(
                input,
                new SimOutputLog(process, identity, input),
                new SimGroupLog(process, group, listener.plan().changelog()),
                stores,
                SimListener.HANDLERS,
                new SimBackground(process),
                loop.clock(),
                this,
                process.failpoints());
        return new Worker(mutation.plan(listener.plan()), mutation.apply(ports, cluster));
    }

    private SimTrouble.Trouble heard(String call) {
        if (call.startsWith("askForShare")) {
            asked.add(call);
        }
        return SimTrouble.NONE.at(name, call);
    }

    /** Another one beside those that are there. */
    OneWorker named(String itsName) {
        name = itsName;
        worker = made();
        return this;
    }

    /** Takes turns for so long. */
    void runMs(long ms) {
        long until = loop.clock().wallMs() + ms;
        while (loop.clock().wallMs() < until && worker.step()) {
            loop.runMs(STEP_MS);
        }
    }

    /** A turn without waiting. */
    boolean step() {
        boolean goesOn = worker.step();
        loop.runMs(1);
        return goesOn;
    }

    void stop() {
        worker.stop(true);
        while (step()) {}
    }

    /** Asks it to end, for good. */
    void askToLeave() {
        worker.stop(true);
    }

    /** Ends it in order, and starts it again over what it left. */
    void restart() {
        stop();
        worker = made();
    }

    /** The group takes a partition away that is another's now. */
    void takeAway(Partition partition) {
        worker.revoked(Set.of(partition));
    }

    /** The group tells what the worker is to have later. */
    void announce(Integer... tasks) {
        worker.announced(Set.of(tasks), Set.of());
    }

    /** The group tells what the worker has as soon as somebody else has given it up. */
    void coming(Integer... tasks) {
        worker.announced(Set.of(), Set.of(tasks));
    }

    /** How it has asked for what was announced. */
    List<String> asked() {
        return asked;
    }

    /** What was replayed when its tasks came. */
    List<Restored> restored() {
        return restored;
    }

    /** What was replayed before they came. */
    List<Long> warmed() {
        return warmed;
    }

    /** The group gives it back. */
    void giveBack(Partition partition) {
        worker.assigned(Set.of(partition));
    }

    void produce(String topic, int partition, Message message) {
        byte[] key = message.key().getBytes(StandardCharsets.UTF_8);
        cluster.produce(
                new Partition(topic, partition),
                new OutputRecord(topic, partition, key, message.bytes(), message.time(), Headers.NONE),
                null);
    }

    /** What must not happen: late records, failed tasks, an end. */
    List<String> problems() {
        return problems;
    }

    /** Records that were handled, as metrics count them. */
    int records() {
        return records;
    }

    /** The same of windows. */
    int windows() {
        return windows;
    }

    /** Records that came too late where no topic takes them. */
    int dropped() {
        return dropped;
    }

    @Override
    public void warmed(int task, long replayed, long nanos) {
        warmed.add(replayed);
    }

    @Override
    public void running(int task, Restored how) {
        restored.add(how);
    }

    @Override
    public void lateDropped(int task, String reason) {
        dropped++;
    }

    @Override
    public void handled(int handled, long recordsNanos, int timers, long timersNanos) {
        records += handled;
    }

    @Override
    public void fired(int closed, long nanos) {
        windows += closed;
    }

    @Override
    public void late(int task, String reason) {
        problems.add("late: " + reason);
    }

    @Override
    public void deadLettered(int task, String reason) {
        problems.add("dead letter: " + reason);
    }

    @Override
    public void taskFailed(int task, Fault fault) {
        problems.add(fault.text());
    }

    @Override
    public void stopped(Fault fault) {
        problems.add(fault.text());
    }
}
