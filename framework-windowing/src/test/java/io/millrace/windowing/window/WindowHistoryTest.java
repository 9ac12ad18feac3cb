package io.millrace.windowing.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.TimeDomain;
import io.millrace.model.EmitModel;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Random histories, with undone records, commits and restarts, against windows that are plain lists. */
class WindowHistoryTest {
    private static final int HISTORIES = 600;

    private record Element(String key, long time, String word) {}

    /** A window as people think of it. */
    private static final class Plain {
        final String key;
        long start;
        long end;
        int firings;
        int since;
        long early = Long.MAX_VALUE;
        boolean closed;
        final TreeSet<String> words = new TreeSet<>();

        Plain(String key, long start, long end) {
            this.key = key;
            this.start = start;
            this.end = end;
        }

        String fire(String how, EmitModel emit) {
            String result =
                    key + " [" + start + "," + end + ") " + how + " " + firings++ + ": " + String.join(" ", words);
            since = 0;
            if (emit.purge()) {
                words.clear();
            }
            return result;
        }

        /** When something is to be done next: the next early result or the close. */
        long due() {
            return Math.min(early, end - 1);
        }
    }

    private static final class Model {
        private final WindowModel model;
        private final List<Plain> windows = new ArrayList<>();
        private final List<String> results = new ArrayList<>();
        private final EmitModel emit;
        private long watermark = Long.MIN_VALUE;

        Model(WindowModel model) {
            this.model = model;
            this.emit = model.emit();
        }

        boolean add(Element e) {
            return model.kind() == WindowKind.SESSION ? addToSession(e) : addToAll(e);
        }

        private boolean addToAll(Element e) {
            boolean any = false;
            boolean taken = false;
            long near = e.time() / model.slideMs();
            for (long n = near - model.sizeMs() - 2; n <= near + 2; n++) {
                long start = model.offsetMs() + n * model.slideMs();
                long end = start + model.sizeMs();
                if (start <= e.time() && e.time() < end) {
                    any = true;
                    if (end + model.allowedLatenessMs() > watermark) {
                        taken = true;
                        Plain window = windows.stream()
                                .filter(w -> w.key.equals(e.key()) && w.start == start)
                                .findFirst()
                                .orElseGet(() -> make(e.key(), start, end));
                        put(window, e);
                    }
                }
            }
            return taken || !any;
        }

        private boolean addToSession(Element e) {
            Plain made = new Plain(e.key(), e.time(), e.time() + model.sizeMs());
            List<Plain> touched = windows.stream()
                    .filter(w -> w.key.equals(e.key()) && w.start <= made.end && w.end >= made.start)
                    .toList();
            if (touched.isEmpty() && made.end + model.allowedLatenessMs() <= watermark) {
                return false;
            }
            for (Plain other : touched) {
                made.start = Math.min(made.start, other.start);
                made.end = Math.max(made.end, other.end);
                made.firings = Math.max(made.firings, other.firings);
                made.since += other.since;
                made.early = Math.min(made.early, other.early);
                made.words.addAll(other.words);
            }
            windows.removeAll(touched);
            windows.add(made);
            made.closed = made.end <= watermark;
            if (made.closed || made.early >= made.end - 1 && !emit.unchanged()) {
                made.early = Long.MAX_VALUE;
            }
            put(made, e);
            return true;
        }

        private Plain make(String key, long start, long end) {
            Plain made = new Plain(key, start, end);
            made.closed = end <= watermark;
            windows.add(made);
            return made;
        }

        private void put(Plain window, Element e) {
            window.words.add(e.word());
            window.since++;
            boolean counted = emit.count() > 0 && window.since >= emit.count();
            if (window.closed) {
                if (emit.atClose() || emit.onUpdate() || emit.everyMs() > 0 || counted) {
                    results.add(window.fire("REFINED", emit));
                }
                return;
            }
            if (emit.everyMs() > 0 && window.early == Long.MAX_VALUE) {
                boolean all = emit.unchanged() || watermark == Long.MIN_VALUE;
                long behind = all ? e.time() : Math.max(e.time(), watermark - 1);
                window.early = (Math.floorDiv(behind, emit.everyMs()) + 1) * emit.everyMs();
                capEarly(window);
            }
            if (emit.onUpdate() || counted) {
                results.add(window.fire("EARLY", emit));
            }
        }

        private void capEarly(Plain window) {
            if (window.early >= window.end - 1) {
                window.early = emit.unchanged() ? window.end - 1 : Long.MAX_VALUE;
            }
        }

        void watermark(long to) {
            watermark = Math.max(watermark, to);
            Plain next;
            while ((next = firstDue()) != null) {
                if (next.due() < next.end - 1) {
                    boolean fires = emit.unchanged() ? !next.words.isEmpty() : next.since > 0;
                    if (fires) {
                        results.add(next.fire("EARLY", emit));
                    }
                    next.early = fires || emit.unchanged() ? next.early + emit.everyMs() : Long.MAX_VALUE;
                    capEarly(next);
                } else {
                    next.closed = true;
                    next.early = Long.MAX_VALUE;
                    if (emit.atClose() && !next.words.isEmpty()) {
                        results.add(next.fire("ON_TIME", emit));
                    }
                }
            }
            windows.removeIf(w -> w.end + model.allowedLatenessMs() <= watermark);
        }

        private @Nullable Plain firstDue() {
            return windows.stream()
                    .filter(w -> !w.closed && w.due() < watermark)
                    .min(Comparator.<Plain>comparingLong(Plain::due)
                            .thenComparing(w -> w.key)
                            .thenComparing(w -> w.start))
                    .orElse(null);
        }
    }

    /** Half of them final, the others of all kinds that the wall clock has no part in. */
    private static EmitModel emission(SplittableRandom random, long size) {
        if (random.nextBoolean()) {
            return EmitModel.FINAL;
        }
        boolean atClose = random.nextInt(4) != 0;
        boolean purge = random.nextBoolean();
        long every = random.nextBoolean() ? 1 + random.nextLong(size) : 0;
        int count = random.nextBoolean() ? 1 + random.nextInt(4) : 0;
        boolean nothing = !atClose && every == 0 && count == 0;
        boolean unchanged = every > 0 && !purge && random.nextBoolean();
        return new EmitModel(atClose, nothing, every, TimeDomain.EVENT, count, purge, unchanged);
    }

    private static WindowModel model(SplittableRandom random) {
        long lateness = random.nextBoolean() ? 0 : random.nextInt(30);
        long size = 2 + random.nextInt(30);
        WindowModel model =
                switch (random.nextInt(3)) {
                    case 0 ->
                        WindowPlay.model(
                                WindowKind.TUMBLING, size, size, random.nextLong(size), lateness, random.nextBoolean());
                    case 1 -> {
                        long slide = 1 + random.nextInt(35);
                        yield WindowPlay.model(
                                WindowKind.HOPPING,
                                size,
                                slide,
                                random.nextLong(slide),
                                lateness,
                                random.nextBoolean());
                    }
                    default -> WindowPlay.model(WindowKind.SESSION, size, 0, 0, lateness, random.nextBoolean());
                };
        return model.withEmit(emission(random, size));
    }

    @Test
    void asPlainLists() {
        int late = 0;
        int refined = 0;
        int early = 0;
        for (int seed = 0; seed < HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            WindowModel model = model(random);
            Model expected = new Model(model);
            WindowPlay found = new WindowPlay(model);
            long base = 0;
            for (int i = 0; i < 150; i++) {
                base += random.nextInt(8);
                Element e = new Element("k" + random.nextInt(3), base + random.nextInt(50) - 25, "w" + i);
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
                        boolean taken = expected.add(e);
                        late += taken ? 0 : 1;
                        assertThat(found.add(e.key(), e.time(), e.word()))
                                .as("seed %s %s %s", seed, model, e)
                                .isEqualTo(taken);
                    }
                }
                assertThat(found.results).as("seed %s %s", seed, model).isEqualTo(expected.results);
            }
            expected.watermark(Long.MAX_VALUE);
            found.watermark(Long.MAX_VALUE);
            assertThat(found.results).as("seed %s %s", seed, model).isEqualTo(expected.results);
            assertThat(found.entries()).as("seed %s %s: left over", seed, model).isZero();
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
            List<Element> elements = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                elements.add(new Element("k" + random.nextInt(3), random.nextInt(600), "w" + i));
            }
            elements.sort(Comparator.comparingLong(Element::time));
            assertThat(finals(model, shuffled(elements, random), 21))
                    .as("seed %s %s", seed, model)
                    .isEqualTo(finals(model, elements, 1));
        }
    }

    private static WindowModel withoutLateness(WindowModel m) {
        return WindowPlay.model(m.kind(), m.sizeMs(), m.slideMs(), m.offsetMs(), 0, true);
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
