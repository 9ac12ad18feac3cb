package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Actor.offset;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.port.InputLog.Standing;
import io.millrace.port.Partition;
import java.util.Set;
import org.junit.jupiter.api.Test;

/**
 * What only the classic protocol has: static members, rebalances that all take part in, and clients that can be closed
 * without a word to the group.
 */
interface ClassicScenarios {
    Stage stage();

    /** A dead owner's open transaction shows nothing, and can be found and ended by whoever comes next. */
    @Test
    default void aDeadOwnersTransactionIsFoundAndEnded() {
        Stage stage = stage();
        Actor dead = stage.joined("a");
        dead.writes(stage.out, "never seen");
        dead.dies();
        Actor next = stage.actor("b");
        assertThat(next.open()).containsExactly(dead.id());
        assertThat(next.live()).containsExactly(dead.id());
        stage.rig.evictAll();
        assertThat(next.live()).isEmpty();
        next.fences(dead);
        assertThat(next.open()).isEmpty();
        assertThat(stage.rig.readCommitted()).isEmpty();
    }

    /** Who has joined a rebalance knows that it waits for others, and its commits are taken meanwhile. */
    @Test
    default void aMemberKnowsThatItWaitsForOthers() {
        Stage stage = stage();
        Actor a = stage.joined("a");
        Actor b = stage.joined("b", a);
        assertThat(a.standing()).isEqualTo(Standing.MEMBER);
        Actor c = stage.actor("c");
        c.renews();
        c.joins();
        stage.until("a waits for b", () -> {
            c.polls();
            return a.polls().standing() == Standing.JOINING;
        });
        Partition had = a.owned.iterator().next();
        a.begins();
        a.sends(had, 7);
        a.commits();
        stage.until("it is over", () -> {
            b.polls();
            c.polls();
            return a.polls().standing() == Standing.MEMBER
                    && b.standing() == Standing.MEMBER
                    && a.owned.size() + b.owned.size() + c.owned.size() == 2;
        });
        stage.settles(a, had, offset(7));
    }

    /** A static member that comes back aborts its own past and has its partitions again; nobody else hears of it. */
    @Test
    default void aStaticMemberComesBack() {
        Stage stage = stage();
        Actor before = stage.joined(new Actor(stage.rig, stage.rig.fixed("a")));
        Actor other = stage.joined(new Actor(stage.rig, stage.rig.fixed("b")), before);
        Partition had = before.owned.iterator().next();
        int heard = other.callbacks;
        stage.until("a pending offset", () -> {
            other.polls();
            return before.polls().isPending(had);
        });
        before.dies();

        Actor after = new Actor(stage.rig, stage.rig.fixed("a"));
        after.renews();
        assertThat(after.open()).isEmpty();
        after.joins();
        stage.until("its partition", () -> {
            other.polls();
            return after.polls().owned.equals(Set.of(had));
        });
        assertThat(other.callbacks).isEqualTo(heard);
        assertThat(after.live()).isEqualTo(Set.of(after.id(), other.id()));
        stage.settles(after, had, CommittedOffset.NONE);
    }

    /**
     * A static member that dies between hearing that it must give a partition up and saying that it has, and comes back:
     * for the group nothing has happened, so whoever comes back has to ask for the rebalance in which the partition gets
     * an owner.
     */
    @Test
    default void whatADeadMemberOwedIsGivenOn() {
        Stage stage = stage();
        Actor before = stage.joined(new Actor(stage.rig, stage.rig.fixed("a")));
        Death death = new Death();
        before.whenRevoked = partitions -> {
            throw death;
        };
        Actor next = new Actor(stage.rig, stage.rig.fixed("b"));
        next.renews();
        next.joins();
        stage.until("its death", () -> {
            next.polls();
            return diesOf(death, before::polls);
        });
        before.dies();

        stage.joined(new Actor(stage.rig, stage.rig.fixed("a")), next);
    }

    /** Ends a worker in the middle of what it does. */
    final class Death extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private static boolean diesOf(Death death, Runnable call) {
        try {
            call.run();
            return false;
        } catch (Death thrown) {
            assertThat(thrown).isSameAs(death);
            return true;
        }
    }

    /** Of two processes with one static identity the first is told to stop, and what it had open is aborted. */
    @Test
    default void theOlderOfTwoWithOneIdentityStops() {
        Stage stage = stage();
        Actor older = stage.joined(new Actor(stage.rig, stage.rig.fixed("a")));
        older.writes(stage.out, "never seen");
        older.sends(stage.first, 7);
        Actor newer = stage.joined(new Actor(stage.rig, stage.rig.fixed("a")));
        Stage.fenced(older::commits);
        stage.until("the older one stops", () -> toldToStop(older));
        assertThat(newer.live()).containsExactly(newer.id());
        stage.settles(newer, stage.first, CommittedOffset.NONE);
        assertThat(stage.rig.readCommitted()).isEmpty();
    }

    private static boolean toldToStop(Actor actor) {
        try {
            actor.polls();
            return false;
        } catch (FaultException e) {
            assertThat(e.fault()).isInstanceOf(Fault.Misconfigured.class);
            return true;
        }
    }
}
