package io.millrace.windowing.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.TimeDomain;
import io.millrace.model.EmitModel;
import io.millrace.model.WindowModel;
import org.junit.jupiter.api.Test;

/** Each way to emit, by hand. */
class EmissionTest {
    private static final WindowModel TUMBLING = WindowPlay.tumbling(10, 5);

    private static EmitModel count(int count, boolean atClose, boolean purge) {
        return new EmitModel(atClose, false, 0, TimeDomain.EVENT, count, purge, false);
    }

    private static EmitModel every(long every, TimeDomain in, boolean purge, boolean unchanged) {
        return new EmitModel(true, false, every, in, 0, purge, unchanged);
    }

    private static WindowPlay play(WindowModel model, EmitModel emit) {
        return new WindowPlay(model.withEmit(emit));
    }

    @Test
    void onUpdate() {
        WindowPlay play = play(TUMBLING, new EmitModel(true, true, 0, TimeDomain.EVENT, 0, false, false));
        play.add("k", 1, "a");
        play.add("k", 2, "b");
        play.watermark(10);
        play.add("k", 3, "c");
        assertThat(play.results)
                .containsExactly(
                        "k [0,10) EARLY 0: a",
                        "k [0,10) EARLY 1: a b",
                        "k [0,10) ON_TIME 2: a b",
                        "k [0,10) REFINED 3: a b c");
        play.watermark(15);
        assertThat(play.entries()).isZero();
    }

    @Test
    void byCountWithARemainder() {
        WindowPlay play = play(TUMBLING, count(2, true, false));
        for (String word : new String[] {"a", "b", "c"}) {
            play.add("k", 1, word);
            play.restart();
        }
        play.watermark(10);
        play.add("k", 3, "late");
        assertThat(play.results)
                .containsExactly(
                        "k [0,10) EARLY 0: a b", "k [0,10) ON_TIME 1: a b c", "k [0,10) REFINED 2: a b c late");
    }

    @Test
    void byCountAloneWhatIsLateCountsLikeTheRest() {
        WindowPlay play = play(TUMBLING, count(3, false, true));
        play.add("k", 1, "a");
        play.add("k", 1, "b");
        play.watermark(11);
        play.add("k", 2, "c");
        play.add("k", 3, "d");
        assertThat(play.results).containsExactly("k [0,10) REFINED 0: a b c");
        play.watermark(15);
        assertThat(play.entries()).isZero();
    }

    @Test
    void purgedResultsAddUp() {
        WindowPlay play = play(TUMBLING, count(2, true, true));
        play.add("k", 1, "a");
        play.add("k", 1, "b");
        play.add("k", 1, "c");
        play.restart();
        play.watermark(10);
        play.add("k", 1, "d");
        play.add("empty", 1, "x");
        play.watermark(12);
        assertThat(play.results)
                .containsExactly(
                        "k [0,10) EARLY 0: a b",
                        "k [0,10) ON_TIME 1: c",
                        "k [0,10) REFINED 2: d",
                        "empty [0,10) REFINED 0: x");
    }

    @Test
    void aWindowThatWasEmptiedGivesNothingAtItsClose() {
        WindowPlay play = play(WindowPlay.tumbling(10, 0), count(1, true, true));
        play.add("k", 1, "a");
        play.watermark(10);
        assertThat(play.results).containsExactly("k [0,10) EARLY 0: a");
        assertThat(play.entries()).isZero();
    }

    @Test
    void earlyOnlyWhereSomethingIsNew() {
        WindowPlay play = play(WindowPlay.tumbling(100, 0), every(10, TimeDomain.EVENT, false, false));
        play.add("k", 5, "a");
        play.watermark(10);
        assertThat(play.results).as("a multiple is reached when it has passed").isEmpty();
        play.watermark(11);
        play.watermark(60);
        play.add("k", 7, "b");
        play.watermark(62);
        play.watermark(100);
        assertThat(play.results)
                .containsExactly("k [0,100) EARLY 0: a", "k [0,100) EARLY 1: a b", "k [0,100) ON_TIME 2: a b");
    }

    @Test
    void earlyAsFlinkDoesRepeatsWhatIsUnchanged() {
        WindowPlay play = play(WindowPlay.tumbling(40, 0), every(10, TimeDomain.EVENT, false, true));
        play.add("k", 5, "a");
        play.watermark(40);
        assertThat(play.results)
                .containsExactly(
                        "k [0,40) EARLY 0: a", "k [0,40) EARLY 1: a", "k [0,40) EARLY 2: a", "k [0,40) ON_TIME 3: a");
    }

    @Test
    void withoutEarlyResultsInTheNextVersionAnOpenWindowOnlyCloses() {
        WindowPlay play = play(TUMBLING, every(3, TimeDomain.EVENT, false, true));
        play.add("k", 1, "a");
        play.restartAs(TUMBLING);
        play.watermark(10);
        assertThat(play.results).containsExactly("k [0,10) ON_TIME 0: a");
    }

    @Test
    void earlyByTheWallClock() {
        WindowPlay play = play(TUMBLING, every(1_000, TimeDomain.PROCESSING, false, false));
        play.wall(50_500);
        play.add("k", 1, "a");
        play.add("k", 1, "b");
        play.wall(51_000);
        assertThat(play.results).isEmpty();
        play.restart();
        play.wall(51_001);
        play.wall(99_000);
        play.add("k", 1, "c");
        play.wall(100_001);
        play.add("k", 1, "d");
        play.watermark(10);
        play.wall(200_000);
        assertThat(play.results)
                .containsExactly("k [0,10) EARLY 0: a b", "k [0,10) EARLY 1: a b c", "k [0,10) ON_TIME 2: a b c d");
        play.watermark(15);
        assertThat(play.entries()).isZero();
    }

    @Test
    void aSessionThatMovesTakesItsWallClockRowAlong() {
        WindowPlay play = play(WindowPlay.session(10, 0), every(1_000, TimeDomain.PROCESSING, false, false));
        play.add("k", 20, "a");
        play.add("k", 5, "b");
        play.add("k", 12, "joins");
        play.wall(1_001);
        assertThat(play.results).containsExactly("k [5,30) EARLY 0: a b joins");
        play.watermark(30);
        assertThat(play.entries()).isZero();
    }

    @Test
    void countsOfMergedSessionsAddUpAndTheElementThatMergesFires() {
        WindowPlay play = play(WindowPlay.session(10, 0), count(4, false, true));
        for (long time : new long[] {0, 1, 2, 15, 16, 17}) {
            play.add("k", time, "w" + time);
        }
        assertThat(play.results).isEmpty();
        play.add("k", 9, "joins");
        assertThat(play.results).containsExactly("k [0,27) EARLY 0: joins w0 w1 w15 w16 w17 w2");
        play.add("k", 10, "more");
        play.watermark(27);
        assertThat(play.results).hasSize(1);
        assertThat(play.entries()).isZero();
    }
}
