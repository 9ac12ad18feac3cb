package io.millrace.demo.report;

import io.millrace.demo.truth.AlertRule;
import io.millrace.demo.truth.DayDigests;
import io.millrace.demo.truth.Features;
import io.millrace.demo.truth.Reference;
import io.millrace.demo.truth.Scored;
import io.millrace.demo.truth.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Whether what was read back is the exact answer: features, scores and alerts against the brute force, day digests
 * against the published ones.
 *
 * @param scored every transaction that got a score, for ranking
 */
record Verdict(Findings features, Findings scores, Findings alerts, DigestCheck digests, List<Scored> scored) {
    /** Sums are taken in another order than in the service: the last bits of a score may differ, nothing more. */
    private static final double SCORE_TOLERANCE = 1e-9;

    static Verdict of(Question question, OutputFolder folder) {
        Matcher<Features> features = new Matcher<>("features", OutputReader.features(folder), Features::equals);
        Matcher<Double> scores = new Matcher<>("scores", OutputReader.scores(folder), Verdict::sameScore);
        Matcher<String> alerts = new Matcher<>("alerts", OutputReader.alerts(folder), String::equals);
        Reference reference = new Reference();
        DayDigests digests = new DayDigests(question.skip());
        List<Scored> scored = new ArrayList<>();
        for (Transaction tx : question.stream()) {
            Features expected = reference.next(tx);
            Features found = features.match(tx.id(), expected);
            if (found != null) {
                digests.add(tx.day(), found);
            }
            Double score = scores.match(tx.id(), question.model().score(tx, expected));
            String rule = alerts.match(
                    tx.id(), AlertRule.reason(tx, expected).map(AlertRule::text).orElse(null));
            if (score != null) {
                scored.add(new Scored(tx, score, rule != null));
            }
        }
        return new Verdict(
                features.finish(),
                scores.finish(),
                alerts.finish(),
                DigestCheck.of(question.published(), digests.finish()),
                List.copyOf(scored));
    }

    /** Everything is as it must be, each transaction exactly once unless repeats are allowed. */
    boolean exact(boolean repeatsAllowed) {
        return Stream.of(features, scores, alerts).allMatch(found -> found.exact(repeatsAllowed)) && digests.allEqual();
    }

    private static boolean sameScore(double expected, double found) {
        return Math.abs(expected - found) <= SCORE_TOLERANCE * Math.max(1, Math.abs(expected));
    }
}
