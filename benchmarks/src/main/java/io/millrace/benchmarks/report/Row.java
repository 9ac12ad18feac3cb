package io.millrace.benchmarks.report;

import io.millrace.benchmarks.measure.Measured;
import io.millrace.benchmarks.measure.Outcome;
import io.millrace.benchmarks.measure.Result;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** One engine's line of the report. */
final class Row {

    private final Result result;

    Row(Result result) {
        this.result = result;
    }

    String name() {
        return result.engine().name();
    }

    Result result() {
        return result;
    }

    /** The spread of one figure over the valid runs; empty without a valid run. */
    Optional<Spread> spread(ToDoubleFunction<Measured> figure) {
        List<Double> values = result.outcomes().stream()
                .flatMap(outcome -> measured(outcome).stream())
                .map(figure::applyAsDouble)
                .toList();
        return values.isEmpty() ? Optional.empty() : Optional.of(Spread.of(values));
    }

    /** This engine's figure divided by another's, round by round, where both are valid. */
    Optional<Spread> ratio(Row other, ToDoubleFunction<Measured> figure) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < result.outcomes().size(); round++) {
            Optional<Measured> mine = measured(result.outcomes().get(round));
            Optional<Measured> theirs = measured(other.result.outcomes().get(round));
            if (mine.isPresent() && theirs.isPresent()) {
                ratios.add(figure.applyAsDouble(mine.get()) / figure.applyAsDouble(theirs.get()));
            }
        }
        return ratios.isEmpty() ? Optional.empty() : Optional.of(Spread.of(ratios));
    }

    private static Optional<Measured> measured(Outcome outcome) {
        return outcome instanceof Outcome.Valid valid ? Optional.of(valid.measured()) : Optional.empty();
    }
}
