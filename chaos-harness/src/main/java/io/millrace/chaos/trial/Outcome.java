package io.millrace.chaos.trial;

import io.millrace.testkit.check.Guarantee;
import io.millrace.testkit.check.Report;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What came of a trial.
 *
 * @param report of the checker, null if it was not asked
 * @param unkept what must hold beside the guarantees, and did not
 * @param slow bounds of time that were missed
 * @param recoveries how long outputs stayed away, fault by fault
 */
public record Outcome(
        @Nullable Report report, List<String> unkept, List<String> slow, List<Recovery> recoveries, Figures figures) {
    /** From a fault, or its end, to the first new output of the last of the tasks that it hit. */
    public record Recovery(String what, long ms) {}

    /** How much happened. */
    public record Figures(long fed, long transactions, long kills, long seconds) {}

    /** Whether everything that is promised is kept, whatever time it took. */
    public boolean kept() {
        return (report == null || report.holds()) && unkept.isEmpty();
    }

    /** Whether it is kept, and in time. */
    public boolean holds() {
        return kept() && slow.isEmpty();
    }

    /** In a few words. */
    public String verdict() {
        return kept() ? slow.isEmpty() ? "holds" : "holds, but slow" : "VIOLATED";
    }

    /** The longest of the recoveries of each kind, as "kind: n ms". */
    public List<String> slowest() {
        List<String> lines = new ArrayList<>();
        recoveries.stream()
                .collect(Collectors.groupingBy(Recovery::what, java.util.LinkedHashMap::new, Collectors.toList()))
                .forEach((what, all) -> lines.add(what + ": "
                        + String.format(
                                "%.1f s",
                                all.stream().mapToLong(Recovery::ms).max().orElse(0) / 1000.0)
                        + (all.size() == 1 ? "" : " at most, " + all.size() + " times")));
        return lines;
    }

    /** For people, line by line. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        recoveries.forEach(each -> lines.add(each.what() + ": new outputs of all tasks after " + each.ms() + " ms"));
        lines.add(figures.fed() + " records fed, " + figures.transactions() + " transactions, " + figures.kills()
                + " kills, " + figures.seconds() + " s");
        if (report != null) {
            report.toString()
                    .lines()
                    .filter(line -> !line.contains("next output seen after"))
                    .forEach(lines::add);
            if (!report.unseen().isEmpty()) {
                lines.add("the history tells nothing of "
                        + report.unseen().stream().map(Guarantee::id).collect(Collectors.joining(", ")));
            }
        }
        unkept.forEach(line -> lines.add("NOT KEPT: " + line));
        slow.forEach(line -> lines.add("SLOW: " + line));
        return lines;
    }
}
