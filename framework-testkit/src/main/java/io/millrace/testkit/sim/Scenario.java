package io.millrace.testkit.sim;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Headers;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.port.Rebalance;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;

/**
 * What was measured on a real broker, as short stories told to the ports. Each runs against the simulator and against a
 * broker, so that the model cannot drift away from what it models.
 *
 * <p>{@link #run} throws an {@link AssertionError} where the cluster behaves in another way.
 */
public enum Scenario {
    /** A dead owner's open transaction shows nothing, and can be found and ended by whoever comes next. */
    CRASH_AFTER_APPEND {
        @Override
        void tell(Stage stage) {
            Actor dead = stage.joined("a");
            dead.append("never seen");
            dead.dies();
            Actor next = stage.actor("b");
            demand(next.open().contains(dead.id()), "the dead one's transaction is listed");
            stage.rig.passMs(stage.rig.evictionMs());
            demand(!next.live().contains(dead.id()), "the dead one is no member");
            next.fences(dead);
            demand(!next.open().contains(dead.id()), "nothing is open");
            demand(stage.rig.readCommitted().isEmpty(), "nothing was committed");
        }
    },
    /** Offsets in an open transaction make the partition's offset unstable, which is not the same as none. */
    CRASH_AFTER_SEND_OFFSETS {
        @Override
        void tell(Stage stage) {
            Actor dead = stage.joined("a");
            dead.append("never seen");
            dead.sends(7);
            dead.dies();
            Actor next = stage.actor("b");
            demand(next.stable().isEmpty(), "the offset is unstable, so absent");
            next.fences(dead);
            stage.until(() -> !next.stable().isEmpty(), "the offset gets stable");
            demand(next.stable().get(FIRST).offset() < 0, "nothing was committed");
        }
    },
    /** What was committed before a crash is there for the next owner, metadata included. */
    CRASH_AFTER_COMMIT {
        @Override
        void tell(Stage stage) {
            Actor dead = stage.joined("a");
            dead.append("seen");
            dead.sends(7);
            dead.client.output().commit();
            dead.dies();
            Actor next = stage.actor("b");
            stage.until(() -> !next.stable().isEmpty(), "the offset gets stable");
            demand(next.stable().get(FIRST).equals(offset(7)), "offset and metadata are committed");
            stage.until(() -> stage.rig.readCommitted().equals(List.of("seen")), "the output is committed");
        }
    },
    /** A member that was evicted cannot commit offsets, keeps its producer, and hears of its loss when it polls. */
    ZOMBIE_WAKES {
        @Override
        void tell(Stage stage) {
            Actor zombie = stage.joined("a");
            zombie.append("never seen");
            stage.rig.passMs(stage.rig.evictionMs());
            Actor next = stage.joined("b");
            demand(next.owned.contains(FIRST), "the next one has the partition");
            Fault fault = fails(() -> zombie.sends(7));
            demand(fault instanceof Fault.OwnershipLost lost && !lost.producerDead(), "evicted: " + fault.text());
            zombie.client.output().abort();
            zombie.polls();
            demand(!zombie.lost.isEmpty(), "the zombie hears of its loss");
            demand(stage.rig.readCommitted().isEmpty(), "nothing was committed");
        }
    },
    /** Nobody stops a member that was evicted from committing a transaction without offsets: why each must have some. */
    EVICTED_COMMITS_WITHOUT_OFFSETS {
        @Override
        void tell(Stage stage) {
            Actor zombie = stage.joined("a");
            zombie.append("seen");
            stage.rig.passMs(stage.rig.evictionMs());
            stage.joined("b");
            zombie.client.output().flush();
            zombie.client.output().commit();
            stage.until(() -> stage.rig.readCommitted().equals(List.of("seen")), "the output is committed");
        }
    },
    /** A fenced producer fails at its next request, and a new one of the same identity works. */
    FENCED {
        @Override
        void tell(Stage stage) {
            Actor fenced = stage.joined("a");
            fenced.append("never seen");
            stage.actor("b").fences(fenced);
            Fault fault = fails(() -> fenced.sends(7));
            demand(fault instanceof Fault.OwnershipLost lost && lost.producerDead(), "fenced: " + fault.text());
            fenced.client.output().renew();
            fenced.append("seen");
            fenced.sends(8);
            fenced.client.output().commit();
            stage.until(() -> stage.rig.readCommitted().equals(List.of("seen")), "only the second is committed");
        }
    },
    /** The read position does not go back with an abort: whoever rolls back has to seek. */
    POSITION_STAYS_AFTER_ABORT {
        @Override
        void tell(Stage stage) {
            stage.rig.produce(0, "one");
            Actor actor = stage.joined("a");
            stage.until(() -> actor.polls().read.contains("one"), "the record is read");
            actor.append("never seen");
            actor.client.output().abort();
            actor.read.clear();
            for (int i = 0; i < 5; i++) {
                actor.polls();
            }
            demand(actor.read.isEmpty(), "nothing is read again by itself");
            actor.client.input().seek(FIRST, 0);
            stage.until(() -> actor.polls().read.contains("one"), "it is after a seek");
        }
    };

    static final Partition FIRST = new Partition("in", 0);
    private static final String NOTE = "AQ";

    /**
     * Runs it on a fresh rig.
     *
     * @throws AssertionError if the cluster behaves in another way
     */
    public void run(Rig rig) {
        tell(new Stage(rig));
    }

    abstract void tell(Stage stage);

    static CommittedOffset offset(long offset) {
        return new CommittedOffset(offset, NOTE);
    }

    static void demand(boolean holds, String what) {
        if (!holds) {
            throw new AssertionError("expected: " + what);
        }
    }

    static Fault fails(Runnable call) {
        try {
            call.run();
        } catch (FaultException e) {
            return e.fault();
        }
        throw new AssertionError("expected: a fault");
    }

    /** Where a story is told. */
    static final class Stage {
        private static final int LOOKS_MAX = 200;
        private static final long LOOK_MS = 50;
        final Rig rig;

        Stage(Rig rig) {
            this.rig = rig;
        }

        Actor actor(String name) {
            return new Actor(rig.idPrefix() + name, rig.client(name));
        }

        /** An actor that is a member and owns what it can get. */
        Actor joined(String name) {
            Actor actor = actor(name);
            actor.client.output().renew();
            actor.client.input().join(actor);
            until(() -> !actor.polls().owned.isEmpty(), name + " is assigned something");
            return actor;
        }

        void until(BooleanSupplier holds, String what) {
            for (int look = 0; look < LOOKS_MAX; look++) {
                if (holds.getAsBoolean()) {
                    return;
                }
                rig.passMs(LOOK_MS);
            }
            throw new AssertionError("expected in time: " + what);
        }
    }

    /** One worker of a story. */
    static final class Actor implements Rebalance {
        private static final long POLL_MS = 100;
        final Rig.Client client;
        final Set<Partition> owned = new TreeSet<>();
        final Set<Partition> lost = new TreeSet<>();
        final List<String> read = new ArrayList<>();
        private final String id;

        Actor(String id, Rig.Client client) {
            this.id = id;
            this.client = client;
        }

        String id() {
            return id;
        }

        Actor polls() {
            client.input()
                    .poll(
                            POLL_MS,
                            (partition, records, next) -> records.forEach(record -> {
                                byte[] value = record.value();
                                read.add(value == null ? "" : new String(value, StandardCharsets.UTF_8));
                            }));
            return this;
        }

        void append(String value) {
            byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
            client.output().begin();
            client.output().append(new OutputRecord("out", 0, bytes, bytes, 0, Headers.NONE));
            client.output().flush();
        }

        void sends(long offset) {
            client.output().sendOffsets(Map.of(FIRST, Scenario.offset(offset)));
        }

        void dies() {
            client.die();
        }

        List<String> open() {
            return client.group().openTransactions(id.substring(0, id.lastIndexOf('.') + 1));
        }

        Set<String> live() {
            return client.group().liveTransactionalIds();
        }

        Map<Partition, CommittedOffset> stable() {
            return client.group().stableOffsets(Set.of(FIRST));
        }

        void fences(Actor other) {
            client.group().fence(List.of(other.id));
        }

        @Override
        public void assigned(Set<Partition> partitions) {
            owned.addAll(partitions);
            for (Partition partition : partitions) {
                client.input().seek(partition, 0);
            }
            client.input().resume(partitions);
        }

        @Override
        public void revoked(Set<Partition> partitions) {
            owned.removeAll(partitions);
        }

        @Override
        public void lost(Set<Partition> partitions) {
            owned.removeAll(partitions);
            lost.addAll(partitions);
        }
    }
}
