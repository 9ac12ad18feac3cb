package io.millrace.testkit.sim;

import io.millrace.engine.ListenerPlan;
import io.millrace.engine.Ports;
import io.millrace.engine.Worker;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A machine of a {@link SimService} with its disks, and the process that runs on it: one worker per listener. */
final class SimMachine {
    private static final int TURNS_TO_END_MAX = 10_000;

    private final String name;
    private final SimService service;
    private final Map<String, SimDisk> disks = new TreeMap<>();
    private final Map<String, SimInputLog> inputs = new TreeMap<>();
    private SimProcess process;
    private List<Worker> workers = List.of();
    private int starts;

    SimMachine(String name, SimService service) {
        this.name = name;
        this.service = service;
        loseDisks();
        process = newProcess();
    }

    void loseDisks() {
        for (ListenerPlan plan : service.plans()) {
            disks.put(plan.model().name(), new SimDisk(service.cluster(), plan.changelog()));
        }
    }

    private SimProcess newProcess() {
        return new SimProcess(
                name + "#" + starts, service.cluster(), service.trouble().calls(), () -> {});
    }

    void start() {
        starts++;
        service.processStarts();
        disks.values().forEach(SimDisk::processDied);
        process = newProcess();
        workers = new ArrayList<>();
        service.plans().forEach(plan -> workers.add(worker(plan)));
    }

    /** A static member: whoever starts in the place of a dead one has its partitions at once. */
    private Worker worker(ListenerPlan plan) {
        SimIdentity identity = new SimIdentity(name, plan.idPrefix() + name);
        SimGroup group = group(plan);
        SimInputLog input = new SimInputLog(process, group, identity);
        inputs.put(plan.model().name(), input);
        SimOutputLog output = new SimOutputLog(process, identity, input);
        Ports ports = new Ports(
                input,
                output,
                new SimGroupLog(process, group, plan.changelog()),
                stores(plan.model().name()),
                service.handlers(),
                new SimBackground(process),
                service.clock(),
                service.events(plan.model().name()),
                process.failpoints());
        return new Worker(plan, ports);
    }

    private SimGroup group(ListenerPlan plan) {
        return service.cluster()
                .group(
                        plan.idPrefix(),
                        plan.inputs().stream().map(input -> input.topic()).toList());
    }

    /** Its groups have heard nothing of it for too long. */
    void evict() {
        for (ListenerPlan plan : service.plans()) {
            SimGroup group = group(plan);
            SimMember member = group.byTransactionalId(plan.idPrefix() + name);
            if (member != null) {
                group.leave(member);
            }
        }
    }

    /** One turn of every worker; a process that dies in it, or has died beside it, is followed by another. */
    void turn() {
        boolean died = false;
        try {
            workers.forEach(Worker::step);
        } catch (SimCrash gone) {
            died = true;
        }
        if (died || !process.alive()) {
            afterCrash();
        }
    }

    private void afterCrash() {
        if (service.trouble().takesMachine()) {
            service.replace(this);
            return;
        }
        if (service.trouble().takesDisks()) {
            loseDisks();
        }
        start();
    }

    /** The process dies between two turns. */
    void die(boolean keepDisks) {
        process.kill();
        if (!keepDisks) {
            loseDisks();
        }
        start();
    }

    /**
     * Ends the process in order: everything handled is committed.
     *
     * @param meanwhile what goes on beside it: one that leaves waits until others have its tasks
     */
    void end(boolean leave, Runnable meanwhile) {
        workers.forEach(worker -> worker.stop(leave));
        List<Worker> left = new ArrayList<>(workers);
        try {
            for (int turn = 0; !left.isEmpty(); turn++) {
                service.cluster().loop().demand(turn < TURNS_TO_END_MAX, name + " does not end");
                left.removeIf(worker -> !worker.step());
                meanwhile.run();
            }
        } catch (SimCrash diedBefore) {
            // Asked to end and to die: it has ended.
        }
        process.kill();
        workers = List.of();
    }

    SimStores stores(String listener) {
        SimDisk disk = disks.get(listener);
        if (disk == null) {
            throw new IllegalArgumentException(listener);
        }
        return new SimStores(process, disk);
    }

    /** The tasks of a listener that are open here; not those of others whose state is fetched ahead. */
    Set<Integer> tasks(String listener) {
        SimDisk disk = disks.get(listener);
        SimInputLog input = inputs.get(listener);
        if (disk == null || input == null) {
            return Set.of();
        }
        Set<Integer> tasks = new TreeSet<>(disk.openTasks());
        tasks.removeAll(input.promised());
        return tasks;
    }
}
