package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Partition;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** Where a scenario is told. */
final class Stage {
    final Rig rig;
    final Partition first;
    final Partition second;
    final Partition out;

    Stage(Rig rig) {
        this.rig = rig;
        this.first = rig.in(0);
        this.second = rig.in(1);
        this.out = rig.out();
    }

    /** A worker that has not joined. */
    Actor actor(String name) {
        return new Actor(rig, rig.dynamic(name));
    }

    Actor joined(String name) {
        return joined(actor(name));
    }

    /** Makes it a member that owns what it can get. */
    Actor joined(Actor actor) {
        until("a producer", actor::isRenewed);
        actor.joins();
        until("something is assigned", () -> !actor.polls().owned.isEmpty());
        return actor;
    }

    Actor joined(String name, Actor sharing) {
        return joined(actor(name), sharing);
    }

    /** Makes it a member beside another one, with which it shares the two partitions. */
    Actor joined(Actor actor, Actor sharing) {
        until("a producer", actor::isRenewed);
        actor.joins();
        until("each owns one", () -> {
            actor.polls();
            sharing.polls();
            return actor.owned.size() == 1 && sharing.owned.size() == 1;
        });
        return actor;
    }

    void until(String what, BooleanSupplier holds) {
        assertThat(rig.await(holds)).as("in time: " + what).isTrue();
    }

    /** The offset becomes stable, and is this one. */
    void settles(Actor seenBy, Partition of, CommittedOffset offset) {
        until("a stable offset", () -> !seenBy.stable(of).isEmpty());
        assertThat(seenBy.stable(of)).isEqualTo(Map.of(of, offset));
    }

    static Fault fault(Runnable call) {
        FaultException e = catchThrowableOfType(FaultException.class, call::run);
        assertThat(e).as("a fault").isNotNull();
        return e.fault();
    }

    /** The transaction is over, and with it the producer. */
    static void fenced(Runnable call) {
        assertThat(fault(call)).isInstanceOfSatisfying(Fault.OwnershipLost.class, f -> assertThat(f.producerDead())
                .isTrue());
    }

    /** The transaction must be aborted, and the producer lives. */
    static void evicted(Runnable call) {
        assertThat(fault(call)).isInstanceOfSatisfying(Fault.OwnershipLost.class, f -> assertThat(f.producerDead())
                .isFalse());
    }
}
