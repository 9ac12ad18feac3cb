package io.millrace.windowing.window;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FixedSlicesTest {
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
            FixedSlices slices = new FixedSlices(size, slide, offset);
            List<Long> found = new ArrayList<>();
            for (long start = slices.firstStart(time); start <= time; start += slide) {
                found.add(start);
            }
            assertThat(found).as("%s at %s", slices, time).isEqualTo(expected);
        }
    }

    @Test
    void noStartAndNoEndCutsAPane() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 20_000; i++) {
            long size = 2 + random.nextInt(40);
            long slide = 1 + random.nextLong(size - 1);
            FixedSlices slices = new FixedSlices(size, slide, random.nextLong(slide));
            long time = random.nextInt(400) - 200;
            long pane = slices.pane(time);
            long last = pane + slices.length() - 1;
            assertThat(pane).isLessThanOrEqualTo(time);
            assertThat(last).isGreaterThanOrEqualTo(time);
            assertThat(slices.firstStart(pane)).isEqualTo(slices.firstStart(last));
            assertThat(slices.firstEndAfter(pane, Long.MIN_VALUE)).isEqualTo(slices.firstStart(time) + size);
            long lastStart = slices.firstStart(time);
            while (lastStart + slide <= time) {
                lastStart += slide;
            }
            assertThat(slices.lastEnd(pane)).isEqualTo(lastStart + size);
            long now = time + random.nextInt(80) - 40;
            long next = slices.firstEndAfter(pane, Long.MIN_VALUE);
            while (next <= now) {
                next += slide;
            }
            assertThat(slices.firstEndAfter(pane, now)).isEqualTo(next);
        }
    }
}
