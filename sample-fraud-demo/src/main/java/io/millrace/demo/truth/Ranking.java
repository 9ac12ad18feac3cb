package io.millrace.demo.truth;

import java.util.Comparator;
import java.util.List;

/**
 * How well scores order frauds before the rest.
 *
 * @param auc area under the ROC curve; ties count half; NaN without frauds or without others
 * @param averagePrecision mean precision over the frauds, equal scores taken as one group; NaN without frauds
 */
public record Ranking(double auc, double averagePrecision) {
    /** Ranks these rows. */
    public static Ranking of(List<Scored> rows) {
        List<Scored> ranked = rows.stream()
                .sorted(Comparator.comparingDouble(Scored::score).reversed())
                .toList();
        double frauds = ranked.stream().filter(Scored::fraud).count();
        double others = ranked.size() - frauds;
        double fraudsAbove = 0;
        double pairs = 0;
        double precision = 0;
        for (int from = 0, to; from < ranked.size(); from = to) {
            to = endOfTie(ranked, from);
            double fraudsHere =
                    ranked.subList(from, to).stream().filter(Scored::fraud).count();
            double othersHere = to - from - fraudsHere;
            pairs += othersHere * (fraudsAbove + fraudsHere / 2);
            fraudsAbove += fraudsHere;
            precision += fraudsHere * fraudsAbove / to;
        }
        return new Ranking(pairs / (frauds * others), precision / frauds);
    }

    private static int endOfTie(List<Scored> ranked, int from) {
        int to = from + 1;
        while (to < ranked.size() && ranked.get(to).score() == ranked.get(from).score()) {
            to++;
        }
        return to;
    }
}
