package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.millrace.api.Order;
import io.millrace.model.FailureModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.SpanModel;
import io.millrace.model.TypeModel;
import io.millrace.model.WindowModel;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What configuration makes of the lengths of windows. */
class WindowOverridesTest {
    private static final ListenerModel COMPILED = new ListenerModel(
            "fraud",
            "x.Fraud",
            new TypeModel("java.lang.String", List.of(), true),
            Order.ARRIVAL,
            null,
            FailureModel.DEFAULT,
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            List.of(
                    Windows.of(SpanModel.tumbling(Windows.SIZE_MS, 0), "minutes"),
                    Windows.of(SpanModel.hopping(Windows.SIZE_MS, Windows.SIZE_MS, 0), "overlaps"),
                    Windows.of(SpanModel.session(Windows.SIZE_MS), "visits"),
                    Windows.of(SpanModel.cumulating(Windows.SIZE_MS, 1_000, 0), "so-far")));

    private final Problems problems = new Problems();

    private ListenerModel with(Map<String, String> properties) {
        return new Overrides(new Configuration(properties::get, problems)).apply(COMPILED);
    }

    @Test
    void withoutAWordItIsAsItWasCompiled() {
        assertThat(with(Map.of())).isEqualTo(COMPILED);
    }

    @Test
    void eachKindOfWindowHasItsOwnLengths() {
        ListenerModel changed = with(Map.of(
                "millrace.listeners.fraud.windows.minutes.size", "5m",
                "millrace.listeners.fraud.windows.minutes.allowed-lateness", "1h",
                "millrace.listeners.fraud.windows.overlaps.slide", "10s",
                "millrace.listeners.fraud.windows.visits.gap", "30s",
                "millrace.listeners.fraud.windows.so-far.step", "2s",
                "millrace.topics.names.late", "prod.late"));

        problems.refuse("configuration");
        assertThat(changed.windows())
                .extracting(w -> w.span().size(), w -> w.span().slide(), WindowModel::allowedLatenessMs)
                .as("windows that follow each other begin where the one before ends")
                .containsExactly(
                        tuple(300_000L, 300_000L, 3_600_000L),
                        tuple(Windows.SIZE_MS, 10_000L, 0L),
                        tuple(30_000L, 0L, 0L),
                        tuple(Windows.SIZE_MS, 2_000L, 0L));
        assertThat(changed.windows()).extracting(WindowModel::lateTo).containsOnly("prod.late");
    }
}
