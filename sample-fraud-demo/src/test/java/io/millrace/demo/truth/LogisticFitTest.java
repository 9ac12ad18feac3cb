package io.millrace.demo.truth;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class LogisticFitTest {
    @Test
    void findsTheInputThatMatters() {
        LogisticFit fit = new LogisticFit();
        Random random = new Random(1);
        for (int i = 0; i < 2_000; i++) {
            long cents = random.nextInt(100_00);
            boolean fraud = random.nextInt(100_00) < cents;
            fit.add(new Transaction(i, i * 977L, 1, 1, cents, fraud), some(i, random));
        }
        LogisticModel model = fit.fit();
        assertThat(coefficient(model, ModelInput.TX_AMOUNT)).isGreaterThan(1);
        assertThat(Math.abs(coefficient(model, ModelInput.TERMINAL_ID_NB_TX_7DAY_WINDOW)))
                .isLessThan(0.3);
        Features same = some(0, new Random(2));
        double low = model.score(new Transaction(0, 0, 1, 1, 10_00, false), same);
        double high = model.score(new Transaction(0, 0, 1, 1, 90_00, false), same);
        assertThat(high).isGreaterThan(low);
    }

    @Test
    void theSameRowsGiveTheSameModel() {
        assertThat(small().fit()).isEqualTo(small().fit());
    }

    private static LogisticFit small() {
        LogisticFit fit = new LogisticFit();
        Random random = new Random(5);
        for (int i = 0; i < 50; i++) {
            fit.add(new Transaction(i, i, 1, 1, random.nextInt(100), random.nextBoolean()), some(i, random));
        }
        return fit;
    }

    private static Features some(long id, Random random) {
        long[] values = new long[Feature.COUNT];
        for (int i = 0; i < values.length; i++) {
            values[i] = 1 + random.nextInt(20);
        }
        return new Features(id, values);
    }

    private static double coefficient(LogisticModel model, ModelInput input) {
        return model.terms().stream()
                .filter(term -> term.input() == input)
                .findFirst()
                .orElseThrow()
                .coef();
    }
}
