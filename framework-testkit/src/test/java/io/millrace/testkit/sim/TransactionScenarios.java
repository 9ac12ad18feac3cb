package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Actor.offset;
import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.fault.Fault;
import io.millrace.port.CommittedOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How transactions end, and who may end them. */
interface TransactionScenarios {
    Stage stage();

    /** Offsets in an open transaction make the partition's offset unstable, which is not the same as none. */
    @Test
    default void aPendingOffsetIsAbsentAndNotNone() {
        Stage stage = stage();
        Actor dead = stage.joined("a");
        dead.writes(stage.out, "never seen");
        dead.sends(stage.first, 7);
        dead.dies();
        Actor next = stage.actor("b");
        assertThat(next.stable(stage.first)).isEmpty();
        assertThat(next.stable(stage.second)).isEqualTo(Map.of(stage.second, CommittedOffset.NONE));
        next.fences(dead);
        stage.settles(next, stage.first, CommittedOffset.NONE);
        assertThat(stage.rig.readCommitted()).isEmpty();
    }

    /** What was committed before a crash is there for the next owner, metadata included. */
    @Test
    default void whatWasCommittedSurvivesACrash() {
        Stage stage = stage();
        Actor dead = stage.joined("a");
        dead.writes(stage.out, "seen");
        dead.sends(stage.first, 7);
        dead.commits();
        dead.dies();
        stage.settles(stage.actor("b"), stage.first, offset(7));
        stage.until("output", () -> stage.rig.readCommitted().equals(List.of("seen")));
    }

    /** A fenced producer fails at its next request, and a new one of the same identity works. */
    @Test
    default void aFencedProducerIsDeadAndCanBeRenewed() {
        Stage stage = stage();
        Actor fenced = stage.joined("a");
        fenced.writes(stage.out, "never seen");
        stage.actor("b").fences(fenced);
        Stage.fenced(() -> fenced.sends(stage.first, 7));
        fenced.renews();
        fenced.writes(stage.out, "seen");
        fenced.sends(stage.first, 8);
        fenced.commits();
        stage.settles(fenced, stage.first, offset(8));
        stage.until("output", () -> stage.rig.readCommitted().equals(List.of("seen")));
    }

    /** Fenced with everything sent: the commit fails, and nothing of it counts. */
    @Test
    default void aFencedCommitIsAborted() {
        Stage stage = stage();
        Actor fenced = stage.joined("a");
        fenced.writes(stage.out, "never seen");
        fenced.sends(stage.first, 7);
        stage.actor("b").fences(fenced);
        Stage.fenced(fenced::commits);
        stage.settles(fenced, stage.first, CommittedOffset.NONE);
        assertThat(stage.rig.readCommitted()).isEmpty();
    }

    /** A time-out looks as if somebody had fenced the producer: that says nothing of who owns the partitions. */
    @Test
    default void aTransactionThatTimedOutLooksFenced() {
        Stage stage = stage();
        Actor slow = stage.joined(new Actor(stage.rig, stage.rig.soonTimedOut("a")));
        slow.writes(stage.out, "never seen");
        slow.sends(stage.first, 7);
        stage.until("time-out", () -> slow.open().isEmpty());
        Stage.fenced(slow::commits);
        stage.settles(slow, stage.first, CommittedOffset.NONE);
        slow.renews();
        slow.begins();
        slow.aborts();
        assertThat(stage.rig.readCommitted()).isEmpty();
    }

    /** After a commit without an answer the committed offset alone tells what happened, to output and offset alike. */
    @Test
    default void aCommitWithoutAnswerIsAllOrNothing() {
        Stage stage = stage();
        Actor actor = stage.joined(new Actor(stage.rig, stage.rig.soonTimedOut("a")));
        actor.writes(stage.out, "perhaps");
        actor.sends(stage.first, 7);
        Fault fault = stage.rig.unanswered(() -> Stage.fault(actor::commits));
        assertThat(fault).isInstanceOf(Fault.OutcomeUnknown.class);
        stage.until("a new producer", actor::isRenewed);
        stage.until("a stable offset", () -> !actor.stable(stage.first).isEmpty());
        boolean committed = actor.stable(stage.first).equals(Map.of(stage.first, offset(7)));
        List<String> expected = committed ? List.of("perhaps") : List.of();
        stage.until("output", () -> stage.rig.readCommitted().equals(expected));
    }

    /** A change's position is within the changelog as soon as it is flushed; who restores sees what was committed. */
    @Test
    default void aChangelogIsReadOverWhatWasAborted() {
        Stage stage = stage();
        Actor actor = stage.joined("a");
        long position = actor.changes(0, "seen");
        assertThat(actor.changelog(0).end()).isEqualTo(position);
        actor.sends(stage.first, 7);
        actor.commits();
        actor.changes(0, "never seen");
        actor.aborts();
        long markers = 2;
        stage.until("markers", () -> actor.changelog(0).end() == position + 1 + markers);
        assertThat(actor.restores(0, position + 1 + markers)).containsExactly("seen");
    }
}
