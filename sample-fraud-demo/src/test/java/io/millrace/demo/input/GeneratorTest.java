package io.millrace.demo.input;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.demo.truth.Transaction;
import java.util.List;
import org.junit.jupiter.api.Test;

class GeneratorTest {
    private static final int SIZE = 60_000;
    private final List<Transaction> stream = new Generator(1).take(SIZE);

    @Test
    void theSameSeedGivesTheSameStream() {
        assertThat(new Generator(1).take(5_000)).isEqualTo(stream.subList(0, 5_000));
        assertThat(new Generator(2).take(5_000)).isNotEqualTo(stream.subList(0, 5_000));
    }

    @Test
    void itIsInOrderOfTimeThenId() {
        for (int i = 1; i < SIZE; i++) {
            assertThat(stream.get(i).id()).isEqualTo(stream.get(i - 1).id() + 1);
            assertThat(stream.get(i).second())
                    .isGreaterThanOrEqualTo(stream.get(i - 1).second());
        }
    }

    @Test
    void itLastsLongEnoughForLabelsToMatterAndHasAllThreeFrauds() {
        long days = stream.get(SIZE - 1).day() - stream.get(0).day() + 1;
        assertThat(days).isBetween(40L, 60L);
        List<Transaction> frauds = stream.stream().filter(Transaction::fraud).toList();
        assertThat((double) frauds.size() / SIZE).isBetween(0.01, 0.10);
        assertThat(stream).filteredOn(t -> t.cents() > 220_00).allMatch(Transaction::fraud);
        assertThat(frauds).anyMatch(t -> t.cents() > 500_00).anyMatch(t -> t.cents() < 20_00);
    }
}
