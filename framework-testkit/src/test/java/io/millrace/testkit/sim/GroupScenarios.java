package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Actor.offset;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.port.CommittedOffset;
import io.millrace.port.Partition;
import java.util.List;
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

    /** Who dies is replaced when its session is over, and what it had open is found to be nobody's. */
    @Test
    default void whoDiesIsReplaced() {
        Stage stage = stage();
        Actor b = stage.joined("b");
        Actor a = stage.joined("a", b);
        Partition had = a.owned.iterator().next();
        stage.until("a pending offset", () -> {
            b.polls();
            return a.polls().isPending(had);
        });
        a.dies();
        stage.until("b has all", () -> b.polls().owned.size() == 2);
        assertThat(b.live()).containsExactly(b.id());
        assertThat(b.open()).containsExactly(a.id());
        b.fences(a);
        stage.settles(b, had, CommittedOffset.NONE);
    }

    /** Whoever is told of it in time leaves nothing to wait for: what one gives up the other has with the next rounds. */
    @Test
    default void whatMovesIsOwnedByOneAtATime() {
        Stage stage = stage();
        Actor a = stage.joined("a");
        Actor b = stage.actor("b");
        a.whenRevoked = partitions -> assertThat(b.owned).doesNotContainAnyElementsOf(partitions);
        stage.joined(b, a);
        b.whenRevoked = partitions -> assertThat(a.owned).doesNotContainAnyElementsOf(partitions);
        Actor c = stage.actor("c");
        c.renews();
        c.joins();
        a.leaves();
        stage.until("two share what three had", () -> {
            b.polls();
            c.polls();
            return b.owned.size() == 1 && c.owned.size() == 1;
        });
        assertThat(b.owned).doesNotContainAnyElementsOf(c.owned);
    }
}
