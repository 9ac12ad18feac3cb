package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The list of metrics is a contract with dashboards and alerts. */
class MetricTest {
    private static final Set<String> TAGS =
            Set.of("listener", "topic", "partition", "store", "outcome", "kind", "reason", "state");

    @ParameterizedTest
    @EnumSource(Metric.class)
    void tagsAreBounded(Metric metric) {
        assertThat(TAGS).containsAll(metric.tags());
        assertThat(metric.tags().contains("partition") && metric.kind() != Metric.Kind.GAUGE)
                .as("partitions on gauges only")
                .isFalse();
    }

    @Test
    void namesAreUnique() {
        assertThat(Arrays.stream(Metric.values()).flatMap(metric -> metric.series().stream()))
                .doesNotHaveDuplicates()
                .allMatch(series -> series.matches("millrace_[a-z_]+"));
    }

    @Test
    void namesInPrometheus() {
        assertThat(Metric.RECORDS.series()).containsExactly("millrace_records_total");
        assertThat(Metric.LAG.series()).containsExactly("millrace_lag_seconds");
        assertThat(Metric.PROCESS.series())
                .containsExactly("millrace_process_seconds_count", "millrace_process_seconds_sum");
        assertThat(Metric.STATE_SIZE.series()).containsExactly("millrace_state_size_bytes");
    }
}
