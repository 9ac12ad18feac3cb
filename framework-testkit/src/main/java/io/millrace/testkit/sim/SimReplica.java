package io.millrace.testkit.sim;

import io.millrace.engine.Ports;
import io.millrace.engine.Worker;
import io.millrace.fault.Fault;
import io.millrace.port.Events;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A machine with its disks, and the process that runs on it now, if any: one worker per listener. */
final class SimReplica {
    private final String name;
    private final SimWorld world;
    private final Map<String, SimDisk> disks = new TreeMap<>();
    private @Nullable SimProcess process;
    private List<Turn> turns = List.of();
    private int starts;

    SimReplica(String name, SimWorld world) {
        this.name = name;
        this.world = world;
        world.listeners()
                .forEach(listener -> disks.put(
                        listener.name(),
                        new SimDisk(world.cluster(), listener.plan().changelog())));
    }

    /** The tasks of a listener that run here now. */
    Set<Integer> running(String listener) {
        Set<Integer> found = new TreeSet<>();
        for (Turn turn : turns) {
            if (turn.listener.name().equals(listener) && turn.running.alive() && !turn.running.halted()) {
                found.addAll(turn.tasks);
            }
        }
        return found;
    }

    /** No store is open but those of tasks that run or will: an opening that was given up must not keep its store. */
    void demandNoStoreForgotten() {
        for (Turn turn : turns) {
            SimDisk disk = disks.get(turn.listener.name());
            if (turn.running.alive() && !turn.running.halted() && disk != null) {
                Set<Integer> forgotten = new TreeSet<>(disk.openTasks());
                forgotten.removeAll(turn.tasks);
                forgotten.removeAll(turn.input.promised());
                world.loop()
                        .demand(
                                forgotten.isEmpty(),
                                name + " keeps stores open: " + forgotten + ", and runs " + turn.tasks);
            }
        }
    }

    Map<String, SimDisk> disks() {
        return disks;
    }

    boolean isUp() {
        SimProcess current = process;
        return current != null && current.alive();
    }

    /** Starts a process; what the last one left open on the disk is closed, as its death did. */
    void start() {
        starts++;
        disks.values().forEach(SimDisk::processDied);
        SimProcess started =
                new SimProcess(name + "#" + starts, world.cluster(), world.trouble(), () -> world.died(this));
        process = started;
        List<Turn> made = new ArrayList<>();
        for (SimListener listener : world.listeners()) {
            Turn turn = turn(listener, started);
            made.add(turn);
            turn.next(world.loop().random().nextInt(20));
        }
        turns = made;
    }

    void kill() {
        SimProcess current = process;
        if (current != null) {
            current.kill();
        }
    }

    /** Its process is dead already: the disks lose what was not safe. */
    void powerCut() {
        disks.values().forEach(SimDisk::powerCut);
    }

    /** Asks all workers to end in an orderly way. */
    void stop(boolean leave) {
        turns.forEach(turn -> turn.worker.stop(leave));
    }

    private Turn turn(SimListener listener, SimProcess started) {
        String prefix = listener.plan().idPrefix();
        SimIdentity identity = world.staticMembers()
                ? new SimIdentity(name + "-0", prefix + name + "-0")
                : new SimIdentity(null, prefix + name + "x" + starts + "-0");
        SimGroup group = world.cluster().group(prefix, listener.topics());
        SimInputLog input = new SimInputLog(started, group, identity);
        SimOutputLog output = new SimOutputLog(started, identity, input);
        Turn turn = new Turn(listener, started, input);
        Ports ports = new Ports(
                input,
                output,
                new SimGroupLog(started, group, listener.plan().changelog()),
                new SimStores(started, disks.get(listener.name())),
                SimListener.HANDLERS,
                new SimBackground(started),
                world.loop().clock(),
                turn,
                started.failpoints());
        SimMutation mutation = world.mutation();
        turn.worker = new Worker(mutation.plan(listener.plan()), mutation.apply(ports, world.cluster()));
        return turn;
    }

    /** A worker's thread: one turn after the other, as long as the process lives. */
    private final class Turn implements Events {
        private static final int HALTED_LOOK_MS = 15;
        private final SimListener listener;
        private final SimProcess running;
        private Set<Integer> tasks = Set.of();
        private final SimInputLog input;
        private Worker worker;

        Turn(SimListener listener, SimProcess running, SimInputLog input) {
            this.listener = listener;
            this.running = running;
            this.input = input;
        }

        void next(long afterMs) {
            world.loop().afterMs(afterMs, this::step);
        }

        private void step() {
            if (!running.alive()) {
                return;
            }
            if (running.halted()) {
                next(HALTED_LOOK_MS);
                return;
            }
            try {
                if (worker.step()) {
                    next(world.loop().random().nextLong(input.waitMsMax() + 1));
                } else {
                    running.kill();
                }
            } catch (SimCrash crash) {
                // The process is gone; its machine starts another.
            }
        }

        @Override
        public void tasks(Set<Integer> now) {
            tasks = new TreeSet<>(now);
        }

        @Override
        public void rolledBack(Fault fault) {
            world.loop().trace().add(running.name(), "rolls back: " + fault.text());
        }

        @Override
        public void running(int task, Restored restored) {
            world.loop().trace().add(running.name(), "runs task " + task + " after " + restored.records() + " records");
        }

        @Override
        public void deadLettered(int task, String reason) {
            boolean known = List.of("failed", "window").contains(reason) || listener.expectsBadRecords();
            world.loop().demand(known, "a record was dead-lettered: " + reason);
        }

        @Override
        public void late(int task, String reason) {
            // What a window missed shows in its result.
            boolean known = reason.equals("window-closed") || listener.expectsBadRecords();
            world.loop().demand(known, "a record was late: " + reason);
        }

        @Override
        public void taskFailed(int task, Fault fault) {
            throw world.loop().violated("task " + task + " failed: " + fault.text());
        }

        @Override
        public void stopped(Fault fault) {
            world.loop().trace().add(running.name(), "stops: " + fault.text());
            world.demandMayStop(fault);
        }
    }
}
