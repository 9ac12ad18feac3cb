package io.millrace.testkit.sim;

import io.millrace.fault.Fault;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cluster, listeners and replicas of one run, and what happens to replicas that die. */
final class SimWorld {
    private final SimLoop loop;
    private final SimCluster cluster;
    private final SimTrouble trouble;
    private final boolean staticMembers;
    private final SimMutation mutation;
    private final List<SimListener> listeners = new ArrayList<>();
    private final List<SimReplica> replicas = new ArrayList<>();
    private final Set<SimReplica> gone = new HashSet<>();
    private int deaths;

    SimWorld(SimLoop loop, SimCluster cluster, SimTrouble trouble, SimOptions options, List<SimBinding> bindings) {
        this.loop = loop;
        this.cluster = cluster;
        this.trouble = trouble;
        this.staticMembers = options.staticMembers();
        this.mutation = options.mutation();
        bindings.forEach(binding -> listeners.add(SimListener.of(binding, cluster, options.settings())));
        for (int i = 0; i < options.replicas(); i++) {
            replicas.add(new SimReplica("r" + i, this));
        }
    }

    SimLoop loop() {
        return loop;
    }

    SimCluster cluster() {
        return cluster;
    }

    SimTrouble trouble() {
        return trouble;
    }

    boolean staticMembers() {
        return staticMembers;
    }

    SimMutation mutation() {
        return mutation;
    }

    List<SimListener> listeners() {
        return listeners;
    }

    List<SimReplica> replicas() {
        return replicas;
    }

    int deaths() {
        return deaths;
    }

    /** A process ended: it comes back, sometimes before anybody noticed, sometimes long after. */
    void died(SimReplica replica) {
        deaths++;
        if (loop.chance(4)) {
            loop.trace().add("world", "power cut");
            replica.powerCut();
        }
        long pauseMs = loop.chance(3)
                ? 6_000 + loop.random().nextInt(9_000)
                : 50 + loop.random().nextInt(2_000);
        loop.afterMs(pauseMs, () -> {
            if (!gone.contains(replica)) {
                replica.start();
            }
        });
    }

    /** So many replicas die, and never come back. */
    void loseForGood(int count) {
        for (SimReplica replica : replicas.subList(0, count)) {
            loop.trace().add("world", "is gone for good");
            gone.add(replica);
            replica.kill();
        }
    }

    int spilled() {
        return replicas.stream()
                .flatMap(replica -> replica.disks().values().stream())
                .mapToInt(SimDisk::spilled)
                .sum();
    }

    /** A worker may give up only for a reason that says another process has its identity. */
    void demandMayStop(Fault fault) {
        loop.demand(
                fault.message().contains("another process"), "a worker stopped for no good reason: " + fault.text());
    }
}
