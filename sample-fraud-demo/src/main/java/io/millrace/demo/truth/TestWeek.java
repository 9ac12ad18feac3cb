package io.millrace.demo.truth;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The published way to score a week: cards already known as compromised are left out. Known are those with a fraud in
 * the train week (days start - 14 to start - 8); before test day d is scored, those with a fraud on day d - 8 are added.
 */
public final class TestWeek {
    /** The train week, the week in which labels are not known yet, the test week. */
    public static final int DAYS_NEEDED = 21;

    private static final int DAYS = 7;
    private static final int TOP = 100;

    private final List<List<Scored>> days = new ArrayList<>();

    /**
     * @param rows all that is scored, in any order, from the train week's begin at least
     * @param start the test week's first day, days since the epoch
     */
    public TestWeek(List<Scored> rows, long start) {
        Set<Integer> known = new HashSet<>();
        rows.stream()
                .filter(row -> row.fraud() && within(row, start - 14, start - 8))
                .forEach(row -> known.add(row.transaction().customer()));
        for (long day = start; day < start + DAYS; day++) {
            long learnt = day - 8;
            rows.stream()
                    .filter(row -> row.fraud() && within(row, learnt, learnt))
                    .forEach(row -> known.add(row.transaction().customer()));
            long today = day;
            days.add(rows.stream()
                    .filter(row -> within(row, today, today)
                            && !known.contains(row.transaction().customer()))
                    .toList());
        }
    }

    private static boolean within(Scored row, long firstDay, long lastDay) {
        long day = row.transaction().day();
        return day >= firstDay && day <= lastDay;
    }

    /** What is left to score. */
    public List<Scored> rows() {
        return days.stream().flatMap(List::stream).toList();
    }

    /**
     * Frauds among each day's 100 most suspicious cards, as a share, averaged over the days. A card that was among
     * them with a fraud is detected and not looked at again.
     */
    public double cardPrecision() {
        Set<Integer> detected = new HashSet<>();
        double sum = 0;
        for (List<Scored> day : days) {
            List<Map.Entry<Integer, Card>> top = suspects(day, detected);
            long hits = top.stream().filter(card -> card.getValue().fraud()).count();
            top.stream().filter(card -> card.getValue().fraud()).forEach(card -> detected.add(card.getKey()));
            sum += (double) hits / TOP;
        }
        return sum / DAYS;
    }

    private record Card(double score, boolean fraud) {
        Card merge(Card other) {
            return new Card(Math.max(score, other.score), fraud || other.fraud);
        }
    }

    private static List<Map.Entry<Integer, Card>> suspects(List<Scored> day, Set<Integer> detected) {
        Map<Integer, Card> cards = new HashMap<>();
        for (Scored row : day) {
            int customer = row.transaction().customer();
            if (!detected.contains(customer)) {
                cards.merge(customer, new Card(row.score(), row.fraud()), Card::merge);
            }
        }
        return cards.entrySet().stream()
                .sorted(Comparator.comparingDouble((Map.Entry<Integer, Card> card) ->
                                card.getValue().score())
                        .reversed()
                        .thenComparing(Map.Entry::getKey))
                .limit(TOP)
                .toList();
    }
}
