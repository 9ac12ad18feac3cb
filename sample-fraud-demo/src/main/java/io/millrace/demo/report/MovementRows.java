package io.millrace.demo.report;

import io.millrace.demo.report.Movement.Handover;
import io.millrace.demo.report.Movement.Stage;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The report's rows about replicas that came and went. */
final class MovementRows {
    private final Layout layout;

    MovementRows(Layout layout) {
        this.layout = layout;
    }

    void add(Movement movement) {
        String name = "moves";
        for (Stage stage : movement.stages()) {
            layout.row(
                    name,
                    String.format("%6s  %s: ", Layout.seconds(stage.at()), stage.what())
                            + Layout.count(Math.round(stage.perSecond())) + " transactions/s"
                            + summary(stage.handovers()));
            stage.handovers().forEach(this::row);
            name = "";
        }
        layout.row(
                "longest output gap",
                millis(movement.gap()) + " ("
                        + movement.gapByPartition().entrySet().stream()
                                .map(this::partition)
                                .collect(Collectors.joining(", "))
                        + ")");
    }

    private String partition(Map.Entry<Integer, Duration> gap) {
        return "partition " + gap.getKey() + ": " + millis(gap.getValue());
    }

    private static String summary(List<Handover> handovers) {
        return handovers.stream()
                .map(Handover::took)
                .max(Comparator.naturalOrder())
                .map(longest ->
                        ", " + handovers.size() + " tasks moved, handed over in " + millis(longest) + " at most")
                .orElse("");
    }

    private void row(Handover handover) {
        layout.row(
                "",
                "        " + handover.task() + ": " + handover.from() + " to " + handover.to() + " in "
                        + millis(handover.took()));
    }

    private static String millis(Duration duration) {
        return Layout.count(duration.toMillis()) + " ms";
    }
}
