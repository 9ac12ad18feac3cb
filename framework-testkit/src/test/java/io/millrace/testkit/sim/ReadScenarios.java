package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What a reader of committed records sees, and where it stands. */
interface ReadScenarios {
    /** Enough for an answer to "where is the end" to arrive on a real broker. */
    int LOOKS = 10;

    Stage stage();

    /** The read position does not go back with an abort: whoever rolls back has to seek. */
    @Test
    default void thePositionStaysAfterAnAbort() {
        Stage stage = stage();
        stage.rig.produce(0, "one");
        Actor actor = stage.joined("a");
        stage.until("the record", () -> actor.polls().read.contains("one"));
        actor.writes(stage.out, "never seen");
        actor.aborts();
        actor.read.clear();
        for (int i = 0; i < LOOKS; i++) {
            actor.polls();
        }
        assertThat(actor.read).isEmpty();
        actor.seeks(stage.first, 0);
        stage.until("the record again", () -> actor.polls().read.contains("one"));
    }

    /** A partition whose offset is pending starves no other, if it is given a position when it is assigned. */
    @Test
    default void aPendingOffsetStarvesNobody() {
        Stage stage = stage();
        Actor dead = stage.joined("a");
        dead.begins();
        dead.sends(stage.second, 1);
        dead.dies();
        stage.rig.evictAll();
        stage.rig.produce(0, "one");
        Actor next = stage.joined("b");
        stage.until("the record", () -> next.polls().read.contains("one"));
        assertThat(next.stable(stage.second)).isEmpty();
    }

    /** Data that an open transaction holds back is not the end of the log. */
    @Test
    default void anOpenTransactionIsNotTheEnd() {
        Stage stage = stage();
        Actor writer = stage.actor("w");
        writer.renews();
        writer.writes(stage.first, "held back");
        Actor reader = stage.joined("a");
        for (int i = 0; i < LOOKS; i++) {
            assertThat(reader.polls().atLogEnd(stage.first)).isFalse();
        }
        assertThat(reader.read).isEmpty();
        writer.commits();
        stage.until("the record", () -> reader.polls().read.contains("held back"));
        stage.until("the end", () -> reader.polls().atLogEnd(stage.first));
    }

    /** The position passes aborted data and markers, and is told although there is no record. */
    @Test
    default void thePositionPassesWhatWasAborted() {
        Stage stage = stage();
        Actor writer = stage.actor("w");
        writer.renews();
        writer.writes(stage.first, "never seen");
        writer.aborts();
        Actor reader = stage.joined("a");
        stage.until("behind the marker", () -> Long.valueOf(2)
                .equals(reader.polls().next.get(stage.first)));
        assertThat(reader.read).isEmpty();
        stage.until("the end", () -> reader.polls().atLogEnd(stage.first));
    }
}
