package io.millrace.testkit.sim;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The transaction coordinator: producer epochs, open transactions, time-outs, fencing.
 *
 * <p>As measured: fencing and time-out both bump the epoch, so the old producer learns at its next call that it is dead,
 * and cannot tell which of the two it was. A commit is decided first and becomes readable a little later.
 */
final class SimTransactions {
    private static final int MARKERS_MS_MAX = 400;

    private final SimLoop loop;
    private final SimRules rules;
    private final SimOffsets offsets;
    private final long timeoutMs;
    private final Map<String, Producer> producers = new HashMap<>();

    /** Those with something open: looked at with every call that anybody makes. */
    private final TreeMap<String, Producer> busy = new TreeMap<>();

    private static final class Producer {
        int epoch;

        @Nullable
        SimTransaction open;
    }

    SimTransactions(SimLoop loop, SimRules rules, SimOffsets offsets, long timeoutMs) {
        this.loop = loop;
        this.rules = rules;
        this.offsets = offsets;
        this.timeoutMs = timeoutMs;
    }

    /** A new producer of that identity: aborts what the last one left open, and gives the new one its epoch. */
    int init(String id) {
        Producer producer = producers.computeIfAbsent(id, any -> new Producer());
        settle(producer);
        return ++producer.epoch;
    }

    /** The open transaction of a producer, begun if need be. */
    SimTransaction ongoing(String id, int epoch) {
        Producer producer = checked(id, epoch);
        finishPrepared(producer);
        if (producer.open == null) {
            producer.open = new SimTransaction(id, loop.clock().ms());
            busy.put(id, producer);
        }
        return producer.open;
    }

    /**
     * Ends a transaction, and gives the next one a new epoch, so that requests of this one that come late are refused
     * (transaction version 2). One that wrote nothing is not known here, and ends well.
     */
    int end(String id, int epoch, boolean commit) {
        Producer producer = checked(id, epoch);
        finishPrepared(producer);
        SimTransaction open = producer.open;
        if (open != null && commit) {
            rules.beforeCommit(open);
            open.status = SimTransaction.Status.PREPARED;
            open.markersMs = loop.clock().ms() + (loop.chance(8) ? loop.random().nextInt(MARKERS_MS_MAX) : 0);
        } else {
            settle(producer);
        }
        return ++producer.epoch;
    }

    /** Aborts what these have open, and makes their producers unusable. */
    void fence(Collection<String> ids) {
        ids.forEach(this::init);
    }

    List<String> open(String prefix) {
        List<String> found = new ArrayList<>();
        for (String id : busy.keySet()) {
            if (id.startsWith(prefix)) {
                found.add(id);
            }
        }
        return found;
    }

    List<SimTransaction> allOpen() {
        List<SimTransaction> found = new ArrayList<>();
        for (Producer producer : busy.values()) {
            if (producer.open != null) {
                found.add(producer.open);
            }
        }
        return found;
    }

    /** Aborts what is open for too long. */
    void tick() {
        if (busy.isEmpty()) {
            return;
        }
        for (Producer producer : List.copyOf(busy.values())) {
            SimTransaction open = producer.open;
            if (open == null) {
                continue;
            }
            if (open.status == SimTransaction.Status.PREPARED) {
                if (loop.clock().ms() >= open.markersMs) {
                    settle(producer);
                }
            } else if (loop.clock().ms() - open.openedMs > timeoutMs) {
                loop.trace().add("coordinator", "time-out of " + open.id);
                settle(producer);
                producer.epoch++;
            }
        }
    }

    private Producer checked(String id, int epoch) {
        Producer producer = producers.get(id);
        if (producer == null || producer.epoch != epoch) {
            throw new FaultException(new Fault.OwnershipLost("MR-0303", id + " was fenced or timed out", true, null));
        }
        return producer;
    }

    /** A producer's next request waits until its last transaction has its markers. */
    private void finishPrepared(Producer producer) {
        SimTransaction open = producer.open;
        if (open != null && open.status == SimTransaction.Status.PREPARED) {
            settle(producer);
        }
    }

    /** Writes the markers: of the commit if that was decided, of an abort otherwise. */
    private void settle(Producer producer) {
        SimTransaction open = producer.open;
        if (open == null) {
            return;
        }
        producer.open = null;
        busy.remove(open.id);
        boolean committed = open.committed();
        open.status = committed ? SimTransaction.Status.COMMITTED : SimTransaction.Status.ABORTED;
        open.logs.forEach(SimLog::mark);
        if (committed) {
            offsets.commit(open);
        }
    }
}
