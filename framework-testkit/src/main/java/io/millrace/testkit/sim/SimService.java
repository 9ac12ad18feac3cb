package io.millrace.testkit.sim;

import io.millrace.engine.HandlerFactory;
import io.millrace.engine.ListenerPlan;
import io.millrace.model.FailureModel;
import io.millrace.port.Clock;
import io.millrace.port.Events;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.state.TaskStore;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A whole service on a cluster of its own where nothing goes wrong unless it is told to: what a test of handlers runs on.
 *
 * <p>Nothing happens but inside {@link #settle}, on the caller's thread. The wall clock stands still unless it is moved; the
 * time that commits and pauses between attempts take is the simulation's own. The same calls have the same effects.
 */
public final class SimService {
    /** More turns than any pause of the model takes, so that silence means that nothing is left to do. */
    private static final int QUIET_TURNS = 25;

    private static final int TURNS_MAX = 1_000_000;
    private static final long TURN_MS = 1;
    private static final long PAUSE_MS = 50;
    private static final int DOUBLINGS_MAX = 16;

    private final SimLoop loop;
    private final SimCluster cluster;
    private final ToldTrouble trouble = new ToldTrouble();
    private final HandlerFactory handlers;
    private final Map<String, Running> listeners = new TreeMap<>();
    private final List<SimMachine> machines = new ArrayList<>();
    /** Replicas that have ended and left their disks behind. */
    private final Deque<SimMachine> parked = new ArrayDeque<>();

    private final Set<String> topics = new TreeSet<>();
    private Instant wall;
    private Runnable onProcessStart = () -> {};
    private int machinesMade;

    /** A listener of the service, and how many of its tasks will never run again. */
    private static final class Running {
        private final ListenerPlan plan;
        private final Events events;
        private final Set<Integer> failed = new TreeSet<>();
        private long patientUntilNanos;
        private boolean stopped;

        Running(ListenerPlan plan, Events events) {
            this.plan = plan;
            this.events = events;
        }
    }

    /**
     * @param seed of the time that calls take
     */
    public SimService(long seed, Instant wall, HandlerFactory handlers) {
        this.loop = new SimLoop(seed);
        this.cluster = new SimCluster(loop, true);
        this.wall = wall;
        this.handlers = handlers;
    }

    /** Makes a topic unless there is one of that name. */
    public void topic(String name, int partitions) {
        if (topics.add(name)) {
            cluster.topic(name, partitions);
        }
    }

    /** Adds a listener; its topics must be there. To be called before the first {@link #scale}. */
    public void listener(ListenerPlan plan, Events events) {
        topic(plan.changelog(), plan.tasks());
        topic(plan.deadLetters(), 1);
        listeners.put(plan.model().name(), new Running(plan, events));
    }

    /** Called whenever a process begins, before its first deed: what the one before kept in memory is gone. */
    public void onProcessStart(Runnable action) {
        onProcessStart = action;
    }

    void processStarts() {
        onProcessStart.run();
    }

    /**
     * Starts or ends replicas until there are so many. One that ends leaves its group.
     *
     * @param keepDisks whether it leaves its disk behind, and one that starts takes such a disk over; else disks are lost
     */
    public void scale(int replicas, boolean keepDisks) {
        while (machines.size() < replicas) {
            begin(keepDisks);
        }
        while (machines.size() > replicas) {
            end(machines.get(machines.size() - 1), keepDisks);
        }
        settle();
    }

    private void begin(boolean onOldDisk) {
        SimMachine left = onOldDisk ? parked.poll() : null;
        SimMachine machine = left == null ? new SimMachine("r" + machinesMade++, this) : left;
        machines.add(machine);
        machine.start();
    }

    private void end(SimMachine machine, boolean keepDisks) {
        machines.remove(machine);
        machine.end(true, this::turn);
        if (keepDisks) {
            parked.add(machine);
        }
    }

    /**
     * Moves all tasks to other replicas, which begin while those that have them still run.
     *
     * @param keepDisks whether the others find the disks of those that were replaced before; else theirs are empty
     */
    public void handOver(boolean keepDisks) {
        List<SimMachine> before = List.copyOf(machines);
        before.forEach(any -> begin(keepDisks));
        settle();
        before.forEach(machine -> end(machine, keepDisks));
        settle();
    }

    /** A machine is gone with its process: another one has its tasks as soon as its groups have given it up. */
    void replace(SimMachine machine) {
        machines.remove(machine);
        machine.evict();
        begin(false);
    }

    /** The groups give every process up, which lives: it hears of it, and joins again. */
    public void evict() {
        machines.forEach(SimMachine::evict);
        settle();
    }

    /** Every process dies without a word, and another one is started in its place. */
    public void crash(boolean keepDisks) {
        for (SimMachine machine : machines) {
            machine.die(keepDisks);
        }
        settle();
    }

    /**
     * Ends every process in order and starts it again.
     *
     * @param keepDisks whether they find their state where it was; otherwise it is read back from the changelog
     */
    public void restart(boolean keepDisks) {
        for (SimMachine machine : machines) {
            machine.end(false, () -> {});
            if (!keepDisks) {
                machine.loseDisks();
            }
            machine.start();
        }
        settle();
    }

    /** What is to go wrong from now on. */
    public ToldTrouble trouble() {
        return trouble;
    }

    public void advanceWall(Duration by) {
        wall = wall.plus(by);
        settle();
    }

    public Instant wall() {
        return wall;
    }

    /** Appends what no transaction holds back. */
    public Partition append(OutputRecord record) {
        Partition partition = cluster.place(record);
        cluster.produce(partition, record, null);
        return partition;
    }

    /** The partition that a key belongs to, in a topic or in whatever has as many partitions. */
    public int partitionFor(String topic, byte[] key) {
        return cluster.partitionFor(topic, key);
    }

    public int partitions(String topic) {
        return cluster.partitionsOf(topic);
    }

    /** The committed records of a partition from an offset on. */
    public List<InputRecord> committed(Partition partition, long from) {
        return cluster.log(partition).history(from, Long.MAX_VALUE);
    }

    /** What the machine that runs a task has stored for it, to be read only. */
    public TaskStore store(String listener, int task) {
        SimMachine owner = machines.get(0);
        for (SimMachine machine : machines) {
            if (machine.tasks(listener).contains(task)) {
                owner = machine;
            }
        }
        return owner.stores(listener).view(task);
    }

    /**
     * Lets everything happen that can without further input or time: when it returns, all tasks run, and what can be handled
     * is handled and committed.
     *
     * @throws IllegalStateException if that never ends
     */
    public void settle() {
        int quiet = 0;
        for (int turn = 0; quiet < QUIET_TURNS; turn++) {
            if (turn == TURNS_MAX) {
                throw new IllegalStateException("MR-0901 nothing settles after " + TURNS_MAX
                        + " turns: does a timer set itself again and again?");
            }
            long before = loop.trace().count();
            turn();
            boolean busy = loop.trace().count() != before || patient() || !settled();
            quiet = busy ? 0 : quiet + 1;
        }
    }

    private void turn() {
        List.copyOf(machines).forEach(SimMachine::turn);
        loop.runMs(patient() ? PAUSE_MS : TURN_MS);
    }

    private boolean patient() {
        return listeners.values().stream()
                .anyMatch(running -> running.patientUntilNanos > loop.clock().nanos());
    }

    private boolean settled() {
        for (Running running : listeners.values()) {
            Set<Integer> there = new TreeSet<>(running.failed);
            machines.forEach(
                    machine -> there.addAll(machine.tasks(running.plan.model().name())));
            if (there.size() < running.plan.tasks() && !running.stopped && !machines.isEmpty()) {
                return false;
            }
        }
        return cluster.transactions().allOpen().isEmpty();
    }

    SimCluster cluster() {
        return cluster;
    }

    HandlerFactory handlers() {
        return handlers;
    }

    List<ListenerPlan> plans() {
        return listeners.values().stream().map(running -> running.plan).toList();
    }

    /** The time that handlers see. */
    public Clock clock() {
        return new Clock() {
            @Override
            public long wallMs() {
                return wall.toEpochMilli();
            }

            @Override
            public long nanos() {
                return loop.clock().nanos();
            }
        };
    }

    /** Who wants to know, after what the service itself must know. */
    Events events(String listener) {
        Running running = listeners.get(listener);
        if (running == null) {
            throw new IllegalArgumentException(listener);
        }
        return new SimServiceEvents(running.events) {
            @Override
            void pauses(int attempts) {
                FailureModel policy = running.plan.model().onFailure();
                long doubled = policy.backoffMs() << Math.min(attempts, DOUBLINGS_MAX);
                // A little longer than the pause: then the next attempt has been made.
                long pauseMs = Math.min(policy.backoffMsMax(), doubled) + PAUSE_MS;
                running.patientUntilNanos = loop.clock().nanos() + pauseMs * 1_000_000;
            }

            @Override
            void gone(int task) {
                running.failed.add(task);
            }

            @Override
            void allGone() {
                running.stopped = true;
            }
        };
    }
}
