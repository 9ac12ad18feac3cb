package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Actor.offset;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Partition;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Who is a member, who owns what, and what of it is checked. */
interface GroupScenarios {
    Stage stage();

    /** A member that was evicted cannot commit offsets, keeps its producer, and hears of its loss when it polls. */
    @Test
    default void anEvictedMemberCannotCommit() {
        Stage stage = stage();
        Actor zombie = stage.joined("a");
        zombie.writes(stage.out, "never seen");
        stage.rig.evictAll();
        Actor next = stage.joined("b");
        assertThat(next.owned).containsExactly(stage.first, stage.second);
        Stage.evicted(() -> zombie.sends(stage.first, 7));
        zombie.aborts();
        stage.until("the zombie hears of its loss", () -> !zombie.polls().lost.isEmpty());
        assertThat(stage.rig.readCommitted()).isEmpty();
    }

    /** The same if its own client gave the membership up, because it had not polled for too long. */
    @Test
    default void aMemberThatStopsPollingCannotCommit() {
        Stage stage = stage();
        Actor stalled = stage.joined(new Actor(stage.rig, stage.rig.soonEvicted("a")));
        stalled.writes(stage.out, "never seen");
        stage.until("nobody is a member", () -> stalled.live().isEmpty());
        Stage.evicted(() -> stalled.sends(stage.first, 7));
        stalled.aborts();
        assertThat(stage.rig.readCommitted()).isEmpty();
    }

    /** Nobody stops a member that was evicted from committing a transaction without offsets: why each must have some. */
    @Test
    default void anEvictedMemberCommitsWhatHasNoOffsets() {
        Stage stage = stage();
        Actor zombie = stage.joined("a");
        zombie.writes(stage.out, "seen");
        stage.rig.evictAll();
        stage.joined("b");
        zombie.commits();
        stage.until("output", () -> stage.rig.readCommitted().equals(List.of("seen")));
    }

    /** Membership is checked, ownership is not: why nothing may stay open across a rebalance callback. */
    @Test
    default void aMembersCommitOfAnothersPartitionIsTaken() {
        Stage stage = stage();
        Actor a = stage.joined("a");
        Actor b = stage.joined("b", a);
        Partition foreign = b.owned.iterator().next();
        stage.until("a commit that no rebalance overtakes", () -> {
            b.polls();
            return a.polls().commitsUnlessOvertaken(foreign, 77);
        });
        assertThat(b.owned).containsExactly(foreign);
        stage.settles(b, foreign, offset(77));
    }

    /** A rebalance that has only begun fails nobody's commit. */
    @Test
    default void aCommitIsTakenWhileARebalanceWaits() {
        Stage stage = stage();
        Actor a = stage.joined("a");
        a.writes(stage.out, "seen");
        Actor b = stage.actor("b");
        b.renews();
        b.joins();
        stage.until("b is known", () -> b.polls().live().contains(b.id()));
        a.sends(stage.first, 7);
        a.commits();
        stage.settles(a, stage.first, offset(7));
        assertThat(b.owned).isEmpty();
        stage.until("each owns one", () -> {
            b.polls();
            return a.polls().owned.size() == 1 && b.owned.size() == 1;
        });
    }

    /** What a donor commits while it is told to give a partition up is what the next owner finds. */
    @Test
    default void aDonorCommitsInsideTheCallback() {
        Stage stage = stage();
        Actor donor = stage.joined("a");
        donor.whenRevoked = partitions -> partitions.forEach(moved -> {
            donor.writes(stage.out, "handed over");
            donor.sends(moved, 9);
            donor.commits();
        });
        Actor next = stage.joined("b", donor);
        Partition moved = next.owned.iterator().next();
        stage.settles(next, moved, offset(9));
        stage.until("output", () -> stage.rig.readCommitted().contains("handed over"));
    }

    /** Who leaves has its partitions given on, and is no member any more. */
    @Test
    default void whoLeavesIsReplaced() {
        Stage stage = stage();
        Actor a = stage.joined("a");
        Actor b = stage.joined("b", a);
        a.leaves();
        stage.until("b has all", () -> b.polls().owned.size() == 2);
        assertThat(b.live()).containsExactly(b.id());
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
            return pending(before.polls(), had);
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

    private static boolean pending(Actor actor, Partition of) {
        actor.begins();
        try {
            actor.sends(of, 7);
            return true;
        } catch (FaultException overtaken) {
            actor.aborts();
            return false;
        }
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
