package io.millrace.demo.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    @Test
    void aPerfectOrderGivesOne() {
        assertThat(Ranking.of(List.of(row(3, true), row(2, true), row(1, false))))
                .isEqualTo(new Ranking(1, 1));
    }

    @Test
    void mixedOrderCountsPairsAndPrecisions() {
        // frauds at ranks 1 and 3 of 4: pairs (2 + 1) / 4, precision (1/1 + 2/3) / 2
        Ranking ranking = Ranking.of(List.of(row(1, false), row(4, true), row(2, true), row(3, false)));
        assertThat(ranking.auc()).isEqualTo(0.75, within(1e-12));
        assertThat(ranking.averagePrecision()).isEqualTo(5.0 / 6, within(1e-12));
    }

    @Test
    void equalScoresAreOneGroup() {
        Ranking ranking = Ranking.of(List.of(row(1, true), row(1, false), row(1, false), row(1, true)));
        assertThat(ranking.auc()).isEqualTo(0.5, within(1e-12));
        assertThat(ranking.averagePrecision()).isEqualTo(0.5, within(1e-12));
    }

    @Test
    void alertsAreCountedAgainstFrauds() {
        AlertQuality quality = AlertQuality.of(List.of(
                new Scored(transaction(true), 0, true),
                new Scored(transaction(false), 0, true),
                new Scored(transaction(true), 0, false),
                new Scored(transaction(true), 0, false)));
        assertThat(quality.precision()).isEqualTo(0.5);
        assertThat(quality.recall()).isEqualTo(1.0 / 3);
    }

    private static Scored row(double score, boolean fraud) {
        return new Scored(transaction(fraud), score, false);
    }

    private static Transaction transaction(boolean fraud) {
        return new Transaction(0, 0, 0, 0, 0, fraud);
    }
}
