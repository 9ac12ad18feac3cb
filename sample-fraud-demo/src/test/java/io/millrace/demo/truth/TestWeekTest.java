package io.millrace.demo.truth;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class TestWeekTest {
    private static final long START = 100;

    @Test
    void cardsKnownAsCompromisedAreLeftOut() {
        TestWeek week = new TestWeek(
                List.of(
                        row(START - 14, 1, 0, true), // in the train week: known from the start
                        row(START - 7, 2, 0, true), // label known on the 2nd test day
                        row(START, 1, 9, false),
                        row(START, 2, 8, false),
                        row(START + 1, 2, 7, false),
                        row(START + 6, 3, 6, false),
                        row(START + 7, 4, 5, false)),
                START);
        assertThat(week.rows()).extracting(row -> row.transaction().customer()).containsExactly(2, 3);
    }

    @Test
    void aDetectedCardIsNotLookedAtAgain() {
        TestWeek week = new TestWeek(
                List.of(row(START, 1, 9, true), row(START + 1, 1, 9, true), row(START + 2, 2, 9, true)), START);
        assertThat(week.cardPrecision()).isEqualTo(2.0 / 100 / 7, within(1e-12));
    }

    private static Scored row(long day, int customer, double score, boolean fraud) {
        return new Scored(new Transaction(0, day * Transaction.DAY, customer, 0, 0, fraud), score, false);
    }
}
