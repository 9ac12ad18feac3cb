package io.millrace.windowing.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.SpanModel;
import io.millrace.model.WindowModel;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.PartitionWatermark;
import io.millrace.windowing.watermark.TaskWatermark;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** What holds of windows and watermarks whatever comes, beside {@link WindowHistoryTest}; each failure names its seed. */
class WindowPropertiesTest {
    private static final int HISTORIES = 200;
    private static final int ELEMENTS = 80;
    private static final int INPUTS = 3;

    private record Element(String key, long time, String word) {}

    private static List<Element> elements(SplittableRandom random) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < ELEMENTS; i++) {
            elements.add(new Element("k" + random.nextInt(3), random.nextInt(400), "w" + i));
        }
        return elements;
    }

    private static WindowModel model(SplittableRandom random, long lateness) {
        long size = 5 + random.nextInt(40);
        SpanModel span =
                switch (random.nextInt(5)) {
                    case 0 -> SpanModel.tumbling(size, random.nextLong(size));
                    case 1 -> {
                        long slide = 1 + random.nextLong(size); // no gaps, in which elements would be in no window
                        yield SpanModel.hopping(size, slide, random.nextLong(slide));
                    }
                    case 2 -> SpanModel.cumulating(4 * size, size, random.nextLong(size));
                    case 3 -> SpanModel.hierarchy(List.of(size, 3 * size), random.nextLong(size));
                    default -> SpanModel.session(size);
                };
        return WindowPlay.model(span, lateness, random.nextBoolean());
    }

    /** The words of what each window said last; sessions that grew are told again under another start, with all they had. */
    private static TreeSet<String> wordsIn(List<String> results) {
        TreeSet<String> words = new TreeSet<>();
        results.forEach(result ->
                words.addAll(List.of(result.substring(result.indexOf(": ") + 2).split(" "))));
        return words;
    }

    @Test
    void whatWasInTimeAndWhatWasLateIsTheInput() {
        int lateInAll = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WindowModel model = model(random, random.nextInt(60));
            WindowPlay play = new WindowPlay(model);
            TreeSet<String> all = new TreeSet<>();
            TreeSet<String> late = new TreeSet<>();
            long highest = Long.MIN_VALUE / 2;
            for (Element e : elements(random)) {
                all.add(e.word());
                if (!play.add(e.key(), e.time(), e.word())) {
                    late.add(e.word());
                }
                highest = Math.max(highest, e.time());
                play.watermark(highest);
            }
            play.watermark(Long.MAX_VALUE);
            TreeSet<String> told = wordsIn(play.results);
            assertThat(told)
                    .as("seed %s %s: late, and told all the same", seed, model)
                    .doesNotContainAnyElementsOf(late);
            told.addAll(late);
            assertThat(told).as("seed %s %s", seed, model).isEqualTo(all);
            lateInAll += late.size();
        }
        assertThat(lateInAll).as("otherwise nothing was divided").isGreaterThan(HISTORIES);
    }

    @Test
    void aRestartAtAnyPointChangesNothing() {
        for (int seed = 0; seed < HISTORIES / 4; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WindowModel model = model(random, random.nextBoolean() ? 0 : random.nextInt(60));
            List<Element> elements = elements(random);
            List<String> undisturbed = results(model, elements, -1);
            assertThat(undisturbed).isNotEmpty();
            for (int restart = 0; restart < elements.size(); restart++) {
                assertThat(results(model, elements, restart))
                        .as("seed %s %s: restarted before element %s", seed, model, restart)
                        .isEqualTo(undisturbed);
            }
        }
    }

    private static List<String> results(WindowModel model, List<Element> elements, int restart) {
        WindowPlay play = new WindowPlay(model);
        long highest = Long.MIN_VALUE / 2;
        for (int i = 0; i < elements.size(); i++) {
            if (i == restart) {
                play.restart();
            }
            Element e = elements.get(i);
            play.add(e.key(), e.time(), e.word());
            highest = Math.max(highest, e.time());
            play.watermark(highest - 20);
        }
        play.watermark(Long.MAX_VALUE);
        return play.results;
    }

    /** Inputs that are each out of order within the bound, read in any turns: nothing is late, what comes out is as in order. */
    @Test
    void howInputsTakeTurnsDoesNotShow() {
        for (int seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WindowModel model = model(random, 0);
            List<List<Element>> inputs = new ArrayList<>();
            for (int i = 0; i < INPUTS; i++) {
                inputs.add(new ArrayList<>());
            }
            List<Element> elements = elements(random);
            elements.sort(Comparator.comparingLong(Element::time));
            elements.forEach(e -> inputs.get(random.nextInt(INPUTS)).add(e));
            long disorder = 10 + random.nextInt(50);
            inputs.forEach(input -> delay(input, disorder, random));
            assertThat(merged(model, inputs, disorder, random))
                    .as("seed %s %s", seed, model)
                    .isEqualTo(merged(model, List.of(elements), 1, random))
                    .isNotEmpty();
        }
    }

    /** By less than the bound: what lies at the watermark itself is not late, but the session that it touches has closed. */
    private static void delay(List<Element> input, long disorder, SplittableRandom random) {
        Map<Element, Long> arrivals = new HashMap<>();
        input.forEach(e -> arrivals.put(e, e.time() + random.nextLong(disorder)));
        input.sort((a, b) -> Long.compare(arrivals.get(a), arrivals.get(b)));
    }

    private static TreeSet<String> merged(
            WindowModel model, List<List<Element>> inputs, long disorder, SplittableRandom random) {
        WindowPlay play = new WindowPlay(model);
        TaskWatermark task = new TaskWatermark(inputs.size());
        List<PartitionWatermark> watermarks = inputs.stream()
                .map(input -> PartitionWatermark.bounded(disorder))
                .toList();
        int[] next = new int[inputs.size()];
        for (int left = inputs.stream().mapToInt(List::size).sum(); left > 0; left--) {
            int input = random.nextInt(inputs.size());
            while (next[input] == inputs.get(input).size()) {
                input = (input + 1) % inputs.size();
            }
            Element e = inputs.get(input).get(next[input]++);
            assertThat(play.add(e.key(), e.time(), e.word()))
                    .as("%s on time", e)
                    .isTrue();
            PartitionWatermark watermark = watermarks.get(input);
            watermark.observe(e.time());
            boolean ended = next[input] == inputs.get(input).size();
            if (ended) {
                watermark.end();
            }
            task.set(input, watermark.watermark(), ended ? InputStatus.ENDED : InputStatus.ACTIVE);
            play.watermark(task.advance());
        }
        play.watermark(Long.MAX_VALUE);
        assertThat(play.results).doesNotHaveDuplicates();
        return new TreeSet<>(play.results);
    }
}
