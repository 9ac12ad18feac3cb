package io.millrace.api.aggregate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What goes by the elements' own order, ties included. */
class OrderedAggregatesTest {
    /** Compares by points alone, so that different ones tie. */
    private record Score(String who, int points) implements Comparable<Score> {
        @Override
        public int compareTo(Score other) {
            return Integer.compare(points, other.points);
        }
    }

    @Provide
    Arbitrary<List<Score>> scores() {
        return Arbitraries.integers()
                .between(0, 6)
                .list()
                .ofMinSize(3)
                .ofMaxSize(30)
                .map(points -> {
                    List<Score> scores = new ArrayList<>();
                    points.forEach(each -> scores.add(new Score("p" + scores.size(), each)));
                    return scores;
                });
    }

    private static Folded<Score, TopN<Score>> top(int limit, List<Score> scores) {
        return new Folded<>((soFar, score) -> TopN.add(soFar, limit, score), scores);
    }

    /** A stable sort, which is what decides between equals. */
    private static List<Score> sorted(int limit, List<Score> scores) {
        return scores.stream().sorted(Comparator.reverseOrder()).limit(limit).toList();
    }

    @Property
    void itIsTheHeadOfAStableSort(
            @ForAll("scores") List<Score> scores, @ForAll @IntRange(min = 1, max = 40) int limit) {
        assertThat(top(limit, scores).all().items()).isEqualTo(sorted(limit, scores));
    }

    @Property
    void partsInTheirOrderGiveTheSame(
            @ForAll("scores") List<Score> scores,
            @ForAll @IntRange(min = 1, max = 40) int limit,
            @ForAll Random random) {
        Folded<Score, TopN<Score>> top = top(limit, scores);
        assertThat(top.parts(random, true)).isEqualTo(top.all());
        assertThat(top.parts(random, false)).isEqualTo(top.all());
    }

    @Property
    void whatIsTakenOutWasNeverThereOrIsNotKnown(
            @ForAll("scores") List<Score> scores, @ForAll @IntRange(min = 1, max = 40) int limit) {
        TopN<Score> all = top(limit, scores).all();
        TopN<Score> left = all.minus(scores.get(0));
        boolean known = scores.size() < limit
                || sorted(limit, scores).get(all.items().size() - 1).points()
                        > scores.get(0).points();
        assertThat(left).isEqualTo(known ? top(limit, scores).withoutFirst().all() : null);
    }

    @Property
    void ofTiesTheFirstIsTheLeastAndTheGreatest(@ForAll("scores") List<Score> scores, @ForAll Random random) {
        Folded<Score, MinMax<Score>> range = new Folded<>((soFar, score) -> MinMax.add(soFar, score), scores);
        List<Score> fromTheGreatest = sorted(scores.size(), scores);
        Score least = scores.stream().min(Comparator.naturalOrder()).orElseThrow();
        assertThat(range.all()).isEqualTo(new MinMax<>(least, fromTheGreatest.get(0)));
        assertThat(range.parts(random, true)).isEqualTo(range.all());
        assertThat(range.parts(random, false)).isEqualTo(range.all());
    }

    @Example
    void theSmallerOfTwoLimitsHolds() {
        TopN<Integer> three = new TopN<>(3, List.of(9, 5, 1));
        TopN<Integer> two = new TopN<>(2, List.of(7, 6));
        assertThat(three.merge(two)).isEqualTo(new TopN<>(2, List.of(9, 7)));
        assertThat(two.merge(three)).isEqualTo(new TopN<>(2, List.of(9, 7)));
        assertThat(TopN.add(two, 10, 8)).isEqualTo(new TopN<>(2, List.of(8, 7)));
    }

    @Example
    void nobodyCanChangeItThroughAList() {
        List<Integer> mine = new ArrayList<>(List.of(3));
        TopN<Integer> top = new TopN<>(2, mine);
        mine.add(2);
        assertThat(top.items()).containsExactly(3).isUnmodifiable();
    }
}
