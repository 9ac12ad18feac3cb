package io.millrace.windowing.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AssignerTest {
    @Test
    void windowsOfATimeAreThoseThatHoldIt() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 20_000; i++) {
            long size = 1 + random.nextInt(40);
            long slide = 1 + random.nextInt(60);
            long offset = random.nextLong(slide);
            long time = random.nextInt(400) - 200;
            List<Long> expected = new ArrayList<>();
            for (long n = -600; n <= 600; n++) {
                long start = offset + n * slide;
                if (start <= time && time < start + size) {
                    expected.add(start);
                }
            }
            Assigner assigner = new Assigner(size, slide, offset);
            List<Long> found = new ArrayList<>();
            for (long start = assigner.firstStart(time); start <= time; start += slide) {
                found.add(start);
            }
            assertThat(found).as("%s at %s", assigner, time).isEqualTo(expected);
        }
    }

    @Test
    void noStartAndNoEndCutsAPane() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20_000; i++) {
            long size = 2 + random.nextInt(40);
            long slide = 1 + random.nextLong(size - 1);
            Assigner assigner = new Assigner(size, slide, random.nextLong(slide));
            long time = random.nextInt(400) - 200;
            long pane = assigner.paneStart(time);
            long last = pane + assigner.paneMs() - 1;
            assertThat(pane).isLessThanOrEqualTo(time);
            assertThat(last).isGreaterThanOrEqualTo(time);
            assertThat(assigner.firstStart(pane)).isEqualTo(assigner.firstStart(last));
            assertThat(assigner.firstEnd(pane)).isEqualTo(assigner.firstStart(time) + size);
            long lastStart = assigner.firstStart(time);
            while (lastStart + slide <= time) {
                lastStart += slide;
            }
            assertThat(assigner.lastEnd(pane)).isEqualTo(lastStart + size);
            long now = time + random.nextInt(80) - 40;
            long next = assigner.firstEnd(pane);
            while (next <= now) {
                next += slide;
            }
            assertThat(assigner.firstEndAfter(pane, now)).isEqualTo(next);
        }
    }
}
