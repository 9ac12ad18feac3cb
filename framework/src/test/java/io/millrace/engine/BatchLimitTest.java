package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchLimitTest {
    private static final int MAX = 50_000;
    private static final int TURN_MAX = 2_000;
    private static final int GOOD_COMMITS_TO_GROW = 10;

    private final BatchLimit batch = new BatchLimit(MAX);

    private void goodCommits(int count) {
        for (int i = 0; i < count; i++) {
            batch.committed();
        }
    }

    /** One slow call among many is alone in the next transaction, not after sixteen time-outs. */
    @Test
    void oneRecordFollowsATransactionThatWasOpenForTooLong() {
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(TURN_MAX);
        batch.add(70);
        batch.aborted(true);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(1);
        batch.add(1);
        assertThat(batch.reached()).isTrue();
    }

    @Test
    void itGrowsAgainWithGoodCommits() {
        batch.aborted(true);
        goodCommits(GOOD_COMMITS_TO_GROW - 1);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(1);
        goodCommits(1);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(2);
        goodCommits(10 * GOOD_COMMITS_TO_GROW);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(TURN_MAX);
    }

    @Test
    void whatCannotBeCommittedIsLookedForByHalves() {
        batch.add(70);
        batch.poisoned(70);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(35);
    }

    @Test
    void anAbortForAnotherReasonChangesNothing() {
        batch.add(70);
        batch.aborted(false);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(TURN_MAX);
        assertThat(batch.reached()).isFalse();
    }
}
