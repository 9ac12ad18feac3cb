package io.millrace.ops;

/** The page of the docs that lists every metric. A test compares it with what stands there. */
public final class MetricsReference {
    private MetricsReference() {}

    /** In Markdown. */
    public static String page() {
        StringBuilder page = new StringBuilder(
                """
                # Metrics

                Written from the code. With `micronaut-management` and `micronaut-micrometer-registry-prometheus` on the class path
                they are at `/prometheus`, beside those of the Kafka clients under Micrometer's own names; Micronaut asks for a login
                there unless `endpoints.prometheus.sensitive` is `false`. Gauges of a task go away when the task does.

                | metric | in Prometheus | tags | meaning |
                |---|---|---|---|
                """);
        for (Metric metric : Metric.values()) {
            page.append("| `")
                    .append(metric.id())
                    .append("` | `")
                    .append(metric.series().get(0))
                    .append(metric.series().size() > 1 ? "`, .. | " : "` | ")
                    .append(String.join(", ", metric.tags()))
                    .append(" | ")
                    .append(metric.text())
                    .append(metric.unit().isEmpty() ? "" : ", in " + metric.unit())
                    .append(" |\n");
        }
        return page.toString();
    }
}
