package io.millrace.windowing.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.TimeDomain;
import io.millrace.model.EmitModel;
import io.millrace.model.SpanModel;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Random histories, with undone records, commits and restarts, against windows that are plain lists. */
class WindowHistoryTest {
    private static final int HISTORIES = 600;

    private record Element(String key, long time, String word) {}

    /** Half of them final, the others of all kinds that the wall clock has no part in. */
    private static EmitModel emission(SplittableRandom random, SpanModel span) {
        if (random.nextBoolean()) {
            return EmitModel.FINAL;
        }
        boolean atClose = random.nextInt(4) != 0;
        boolean purge = random.nextBoolean();
        long every = random.nextBoolean() ? 1 + random.nextLong(Math.max(10, span.size())) : 0;
        int count = random.nextBoolean() ? 1 + random.nextInt(4) : 0;
        boolean nothing = !atClose && every == 0 && count == 0;
        boolean unchanged = every > 0 && !purge && span.kind() != WindowKind.GLOBAL && random.nextBoolean();
        return new EmitModel(atClose, nothing, every, TimeDomain.EVENT, count, purge, unchanged);
    }

    private static WindowModel model(SplittableRandom random) {
        SpanModel span = span(random, WindowKind.values()[random.nextInt(WindowKind.values().length)]);
        boolean bounded = span.kind() != WindowKind.GLOBAL && span.kind() != WindowKind.COUNT;
        long lateness = bounded && random.nextBoolean() ? random.nextInt(30) : 0;
        WindowModel model = WindowPlay.model(span, lateness, random.nextBoolean());
        return switch (span.kind()) {
            case TUMBLING, HOPPING, SESSION, GLOBAL, CUSTOM -> model.withEmit(emission(random, span));
            default -> model;
        };
    }

    private static SpanModel span(SplittableRandom random, WindowKind kind) {
        long size = 2 + random.nextInt(30);
        return switch (kind) {
            case TUMBLING -> SpanModel.tumbling(size, random.nextLong(size));
            case HOPPING -> {
                long slide = 1 + random.nextInt(35);
                yield SpanModel.hopping(size, slide, random.nextLong(slide));
            }
            case SESSION -> SpanModel.session(random.nextBoolean() ? 0 : size);
            case SLIDING -> SpanModel.sliding(size);
            case CUMULATING -> {
                long step = 1 + random.nextInt(8);
                yield SpanModel.cumulating(step * (2 + random.nextInt(6)), step, random.nextLong(step));
            }
            case HIERARCHY -> {
                long shortest = 1 + random.nextInt(6);
                long next = shortest * (2 + random.nextInt(4));
                List<Long> levels = random.nextBoolean() ? List.of(shortest, next) : List.of(shortest, next, next * 3);
                yield SpanModel.hierarchy(levels, random.nextLong(shortest));
            }
            case GLOBAL -> SpanModel.global();
            case COUNT -> SpanModel.count(1 + random.nextInt(12), 1 + random.nextInt(12));
            case CUSTOM -> SpanModel.custom("Sevens");
        };
    }

    private static PlainModel plain(WindowModel model) {
        return switch (model.kind()) {
            case SLIDING -> new PlainSliding(model);
            case COUNT -> new PlainCounts(model);
            default -> new PlainWindows(model);
        };
    }

    @Test
    void asPlainLists() {
        int late = 0;
        int refined = 0;
        int early = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WindowModel model = model(random);
            PlainModel expected = plain(model);
            WindowPlay found = new WindowPlay(model);
            long base = 0;
            for (int i = 0; i < 150; i++) {
                base += random.nextInt(8);
                Element e = new Element(
                        "k" + random.nextInt(3),
                        base + random.nextInt(50) - 25,
                        "w" + i + "g" + (1 + random.nextInt(20)));
                switch (random.nextInt(10)) {
                    case 0 -> found.addAndUndo(e.key(), e.time(), e.word());
                    case 1 -> found.commit();
                    case 2 -> found.restart();
                    case 3, 4 -> {
                        long to = base - random.nextInt(20);
                        expected.watermark(to);
                        found.watermark(to);
                    }
                    default -> {
                        boolean taken = expected.add(e.key(), e.time(), e.word());
                        late += taken ? 0 : 1;
                        assertThat(found.add(e.key(), e.time(), e.word()))
                                .as("seed %s %s %s", seed, model, e)
                                .isEqualTo(taken);
                    }
                }
                assertThat(found.results).as("seed %s %s", seed, model).isEqualTo(expected.results());
            }
            expected.watermark(Long.MAX_VALUE);
            found.watermark(Long.MAX_VALUE);
            assertThat(found.results).as("seed %s %s", seed, model).isEqualTo(expected.results());
            if (model.kind() != WindowKind.COUNT) {
                assertThat(found.entries())
                        .as("seed %s %s: left over", seed, model)
                        .isZero();
            }
            refined += (int)
                    found.results.stream().filter(r -> r.contains("REFINED")).count();
            early += (int)
                    found.results.stream().filter(r -> r.contains("EARLY")).count();
        }
        // Otherwise equal means little.
        assertThat(late).isGreaterThan(HISTORIES);
        assertThat(refined).isGreaterThan(HISTORIES);
        assertThat(early).isGreaterThan(10 * HISTORIES);
    }

    @Test
    void anyBoundedShuffleGivesTheSameFinalResults() {
        for (int seed = 0; seed < 200; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WindowModel model = withoutLateness(model(random));
            if (model.kind() == WindowKind.COUNT) {
                continue; // counts in the order of arrival
            }
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                elements.add(new Element(
                        "k" + random.nextInt(3), random.nextInt(600), "w" + i + "g" + (1 + random.nextInt(20))));
            }
            elements.sort(Comparator.comparingLong(Element::time));
            assertThat(finals(model, shuffled(elements, random), 21))
                    .as("seed %s %s", seed, model)
                    .isEqualTo(finals(model, elements, 1));
        }
    }

    private static WindowModel withoutLateness(WindowModel m) {
        return WindowPlay.model(m.span(), 0, true);
    }

    /** Each arrives less than 20 later than it happened, so that none is at the watermark itself. */
    private static List<Element> shuffled(List<Element> elements, SplittableRandom random) {
        TreeMap<Double, Element> byArrival = new TreeMap<>();
        elements.forEach(e -> byArrival.put(e.time() + random.nextDouble() * 20, e));
        return List.copyOf(byArrival.values());
    }

    private static TreeSet<String> finals(WindowModel model, List<Element> elements, long disorder) {
        WindowPlay play = new WindowPlay(model);
        long highest = Long.MIN_VALUE / 2;
        for (Element e : elements) {
            assertThat(play.add(e.key(), e.time(), e.word())).as("on time").isTrue();
            highest = Math.max(highest, e.time());
            play.watermark(highest - disorder);
        }
        play.watermark(Long.MAX_VALUE);
        assertThat(play.results).doesNotHaveDuplicates();
        return play.results.stream().collect(Collectors.toCollection(TreeSet::new));
    }
}
