package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class BatchLimitTest {
    private static final int MAX = 50_000;
    private static final int TURN_MAX = 2_000;
    private static final int GOOD_COMMITS_TO_GROW = 10;
    private static final long LONG_MS = 5_000;

    private final BatchLimit batch = new BatchLimit(MAX, LONG_MS);

    private void goodCommits(int count) {
        for (int i = 0; i < count; i++) {
            batch.committed(false);
        }
    }

    private void took(int units, long ms) {
        batch.add(units);
        batch.spent(ms * 1_000_000);
    }

    @Test
    void whatTookTooLongIsCutInProportion() {
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(TURN_MAX);
        took(1_000, 4 * LONG_MS);
        batch.rolledBack(1_000, false);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(125);
        batch.add(125);
        assertThat(batch.reached()).isTrue();
    }

    @Test
    void itDoesNotGrowWhileACulpritIsLookedFor() {
        batch.poisoned(8);
        for (int i = 0; i < 5 * GOOD_COMMITS_TO_GROW; i++) {
            batch.committed(true);
        }
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(4);
        goodCommits(GOOD_COMMITS_TO_GROW);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(8);
    }

    @Test
    void oneUnitIsTheLeast() {
        took(3, 100 * LONG_MS);
        batch.rolledBack(3, false);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(1);
    }

    @Test
    void whereOneUnitIsToBlameFewerWouldNotHelp() {
        took(70, 3 * LONG_MS);
        batch.rolledBack(70, true);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(TURN_MAX);
    }

    @Test
    void itGrowsAgainWithGoodCommits() {
        took(1, 2 * LONG_MS);
        batch.rolledBack(1, false);
        goodCommits(GOOD_COMMITS_TO_GROW - 1);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(1);
        goodCommits(1);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(2);
        goodCommits(20 * GOOD_COMMITS_TO_GROW);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(TURN_MAX);
    }

    @Test
    void whatCannotBeCommittedIsLookedForByHalves() {
        batch.add(70);
        batch.poisoned(70);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(35);
    }

    /** A process that stood still in a poll, or a fence: nothing that a smaller transaction would mend. */
    @Test
    void anAbortForAnotherReasonChangesNothing() {
        took(70, LONG_MS / 10);
        batch.rolledBack(70, false);
        assertThat(batch.perTurn(TURN_MAX)).isEqualTo(TURN_MAX);
        assertThat(batch.reached()).isFalse();
    }
}
