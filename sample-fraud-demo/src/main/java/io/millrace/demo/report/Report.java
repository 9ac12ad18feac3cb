package io.millrace.demo.report;

import io.millrace.demo.truth.AlertQuality;
import io.millrace.demo.truth.Ranking;
import io.millrace.demo.truth.Scored;
import io.millrace.demo.truth.TestWeek;
import io.millrace.demo.truth.Transaction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** The end of a run, in lines for people. Computed from the files that were kept, the question and the run's facts. */
public final class Report {
    private final Question question;
    private final RunFacts facts;
    private final Verdict verdict;
    private final List<Kill> kills;
    private final Layout layout = new Layout();

    public Report(Question question, OutputFolder folder, RunFacts facts) {
        this.question = question;
        this.facts = facts;
        this.verdict = Verdict.of(question, folder);
        this.kills = KillsFile.read(folder);
    }

    /** Everything came out as it must, exactly once, and the run went as asked for. */
    public boolean exact() {
        return verdict.exact(question.repeatsAllowed())
                && facts.letters().exact()
                && facts.warnings().isEmpty();
    }

    /** The whole report. */
    public List<String> lines() {
        layout.title("Fraud detector");
        facts.setup().forEach(setting -> layout.row(setting.name(), setting.value()));
        layout.gap();
        layout.row("transactions", Layout.count(question.stream().size()));
        quality();
        layout.gap();
        speed();
        restarts();
        facts.movement().ifPresent(new MovementRows(layout)::add);
        layout.gap();
        Stream.of(verdict.features(), verdict.scores(), verdict.alerts()).forEach(this::findings);
        deadLetters();
        facts.warnings().forEach(warning -> layout.row("warning", warning));
        layout.gap();
        digests();
        layout.line("features exact: " + (verdict.features().exact(question.repeatsAllowed()) ? "yes" : "no"));
        return layout.lines();
    }

    private void quality() {
        alertQuality("alerts", AlertQuality.of(verdict.scored()));
        if (question.fittedOn() > 0) {
            ranking("ranking", ", behind the first " + Layout.count(question.fittedOn()), ranked());
        } else {
            ranking("ranking", "", verdict.scored());
        }
        long days = lastDay() - question.stream().get(0).day() + 1;
        if (question.fittedOn() == 0 && days >= TestWeek.DAYS_NEEDED) {
            testWeek(lastDay() - 6);
        }
    }

    /** The model has seen the first transactions' labels: ranking those would flatter it. */
    private List<Scored> ranked() {
        long first = question.stream()
                .get(Math.min(question.fittedOn(), question.stream().size() - 1))
                .id();
        return verdict.scored().stream()
                .filter(row -> row.transaction().id() >= first)
                .toList();
    }

    private void testWeek(long start) {
        TestWeek week = new TestWeek(verdict.scored(), start);
        String dates = Transaction.date(start) + ".." + Transaction.date(start + 6) + ", "
                + Layout.count(week.rows().size()) + " transactions of cards not known as compromised";
        layout.row("last week", dates);
        Ranking ranking = Ranking.of(week.rows());
        layout.row(
                "",
                "AUC ROC " + Layout.share(ranking.auc()) + ", average precision "
                        + Layout.share(ranking.averagePrecision()) + ", card precision@100 "
                        + Layout.share(week.cardPrecision()));
        alertQuality("", AlertQuality.of(week.rows()));
    }

    private void alertQuality(String name, AlertQuality quality) {
        layout.row(
                name,
                Layout.count(quality.alerts()) + (name.isEmpty() ? " alerts" : "") + ", precision "
                        + Layout.share(quality.precision()) + ", recall " + Layout.share(quality.recall()) + " of "
                        + Layout.count(quality.frauds()) + " frauds");
    }

    private void ranking(String name, String scope, List<Scored> rows) {
        Ranking ranking = Ranking.of(rows);
        layout.row(
                name,
                "AUC ROC " + Layout.share(ranking.auc()) + ", average precision "
                        + Layout.share(ranking.averagePrecision()) + scope);
    }

    private void speed() {
        RunFacts.Fed fed = facts.fed();
        layout.row(
                "throughput",
                Layout.count(Math.round(fed.perSecond())) + " transactions/s (" + Layout.count(fed.transactions())
                        + " in " + Layout.seconds(fed.took()) + ")");
        facts.latency()
                .ifPresent(latency -> layout.row(
                        "latency",
                        "p50 " + Layout.millis(latency.p50()) + ", p99 " + Layout.millis(latency.p99()) + ", p99.9 "
                                + Layout.millis(latency.p999()) + " (" + Layout.seconds(latency.phase()) + " at "
                                + Layout.count(Math.round(latency.perSecond())) + "/s)"));
    }

    private void restarts() {
        long open = kills.stream().filter(Kill::openTransaction).count();
        long replayed = kills.stream().mapToLong(Kill::replayed).sum();
        layout.row(
                "restarts survived",
                kills.isEmpty()
                        ? "none asked for"
                        : kills.size() + ", " + open + " with an open transaction left, " + Layout.count(replayed)
                                + " changelog records replayed");
    }

    private void findings(Findings findings) {
        List<String> faults = new ArrayList<>();
        Findings.Faults counts = findings.faults();
        fault(faults, counts.different(), "different");
        fault(faults, counts.missing(), "missing");
        fault(
                faults,
                counts.doubled(),
                question.repeatsAllowed() ? "repeated (at least once is what was asked for)" : "more than once");
        fault(faults, counts.unexpected(), "not expected");
        String summary = Layout.count(findings.equal()) + " of " + Layout.count(findings.expected()) + " equal, ";
        layout.row(findings.what(), summary + (faults.isEmpty() ? "each exactly once" : String.join(", ", faults)));
        findings.examples().forEach(example -> layout.row("", example));
    }

    private void deadLetters() {
        RunFacts.Letters letters = facts.letters();
        String others = letters.others() == 0 ? "" : ", and " + Layout.count(letters.others()) + " not expected";
        layout.row(
                "dead letters",
                letters.fed() == 0 && letters.exact()
                        ? "none"
                        : Layout.count(letters.returned()) + " of " + Layout.count(letters.fed())
                                + " bad records, each once" + others);
    }

    private static void fault(List<String> faults, long count, String kind) {
        if (count > 0) {
            faults.add(Layout.count(count) + " " + kind);
        }
    }

    private void digests() {
        DigestCheck check = verdict.digests();
        if (check.days() > 0) {
            layout.line("digests " + check.equal() + "/" + check.days() + " equal");
            check.unequal().stream().limit(5).forEach(day -> layout.line("  unequal: " + day));
        }
    }

    private long lastDay() {
        return question.stream().get(question.stream().size() - 1).day();
    }

    /** The time that went by, for the last line of a run. */
    public static String total(Duration took) {
        return "total time " + Layout.seconds(took);
    }
}
