package io.millrace.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.ops.Metric;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The dashboard asks only for meters that there are, in a language that Prometheus understands. */
class DashboardTest {
    private static final JsonNode DASHBOARD =
            Project.tree(Project.text(Project.CHART.resolve("dashboards/millrace.json")));
    private static final Pattern METRIC = Pattern.compile("millrace_[a-z_]+");
    private static final Pattern BY = Pattern.compile("\\bby \\(([^)]*)\\)");
    private static final Pattern MATCHED = Pattern.compile("[{,]([a-z]+)=");
    /** Labels of the scrape, and of a histogram. */
    private static final Set<String> ANYWHERE = Set.of("job", "instance", "le");

    @TempDir
    Path folder;

    @Test
    void everyMeterAndTagIsListed() {
        Map<String, Set<String>> listed = listed();
        for (String query : queries()) {
            Set<String> known = new HashSet<>(ANYWHERE);
            for (String metric : found(METRIC, query)) {
                Set<String> tags = listed.get(metric);
                assertThat(tags).as(metric + " in " + query).isNotNull();
                known.addAll(tags);
            }
            Set<String> asked = new HashSet<>();
            found(BY, query).forEach(tags -> asked.addAll(List.of(tags.split(",\\s*"))));
            asked.addAll(found(MATCHED, query));
            assertThat(known).as("tags of " + query).containsAll(asked);
        }
    }

    @Test
    void itShowsWhatAnOperatorAsksFirst() {
        String all = String.join("\n", queries());
        assertThat(all)
                .contains("millrace_records_total", "millrace_lag_records", "millrace_lag_seconds")
                .contains("millrace_watermark_delay_seconds", "millrace_restore_remaining", "millrace_tasks")
                .contains("millrace_dlq_records_total", "histogram_quantile(0.5", "histogram_quantile(0.99")
                .contains("millrace_commit_seconds_bucket");
    }

    @Test
    void everyPanelHasATitleAnExplanationAndAnIdOfItsOwn() {
        Set<Integer> ids = new HashSet<>();
        for (JsonNode panel : DASHBOARD.path("panels")) {
            assertThat(ids.add(panel.path("id").asInt())).isTrue();
            assertThat(panel.path("title").asText()).isNotBlank();
            if (!panel.path("type").asText().equals("row")) {
                assertThat(panel.path("description").asText()).isNotBlank();
                assertThat(panel.path("targets")).isNotEmpty();
            }
        }
    }

    /** Recording rules are the one place where Prometheus' own tool parses queries. */
    @Test
    void prometheusUnderstandsEveryQuery() throws Exception {
        Tool promtool = Tool.of("promtool", "prometheus");
        StringBuilder rules = new StringBuilder("groups:\n- name: dashboard\n  rules:\n");
        int number = 0;
        for (String query : queries()) {
            rules.append("  - record: dashboard:query")
                    .append(number++)
                    .append("\n    expr: '")
                    .append(query.replace("$__rate_interval", "1m").replaceAll("\\$[a-z]+", ".*"))
                    .append("'\n");
        }
        Path file = Files.writeString(folder.resolve("rules.yml"), rules);
        Tool.Answer answer = promtool.run("check", "rules", file.toString());
        assertThat(answer.status()).as(answer.said()).isZero();
        assertThat(answer.said()).contains(number + " rules found");
    }

    private static List<String> queries() {
        List<String> queries = new ArrayList<>();
        for (JsonNode panel : DASHBOARD.path("panels")) {
            panel.path("targets")
                    .forEach(target -> queries.add(target.path("expr").asText()));
        }
        assertThat(queries).hasSizeGreaterThan(10);
        return queries;
    }

    private static List<String> found(Pattern pattern, String text) {
        List<String> found = new ArrayList<>();
        for (Matcher matcher = pattern.matcher(text); matcher.find(); ) {
            found.add(matcher.group(Math.min(1, matcher.groupCount())));
        }
        return found;
    }

    /** Every series that the service has, with its tags. */
    private static Map<String, Set<String>> listed() {
        Map<String, Set<String>> listed = new HashMap<>();
        for (Metric metric : Metric.values()) {
            metric.series().forEach(series -> listed.put(series, Set.copyOf(metric.tags())));
        }
        return listed;
    }
}
