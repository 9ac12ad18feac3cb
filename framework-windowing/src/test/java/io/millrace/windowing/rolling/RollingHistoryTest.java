package io.millrace.windowing.rolling;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.RollingModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import io.millrace.windowing.TestTask;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Random histories of calls, undone records, commits, rollbacks and restarts against a plain list. */
class RollingHistoryTest {
    private static final Codec<Object> LONGS = Codecs.of(TypeRef.of(Long.class));
    private static final Codec<Object> STRINGS = Codecs.of(TypeRef.of(String.class));

    enum Arrival {
        IN_ORDER,
        BOUNDED_DISORDER,
        ANY_ORDER
    }

    enum Unfold {
        EXACT,
        SOMETIMES,
        NONE
    }

    private record Element(long time, long value) {}

    /** What one key has seen; elements in the order in which a fold must see them. */
    private record Seen(List<Element> elements, long newestCall) {
        static final Seen NOTHING = new Seen(List.of(), Long.MIN_VALUE / 2);

        Seen called(long time) {
            return new Seen(elements, Math.max(newestCall, time));
        }

        Seen plus(Element element) {
            List<Element> more = new ArrayList<>(elements);
            int at = more.size();
            while (at > 0 && more.get(at - 1).time() > element.time()) {
                at--;
            }
            more.add(at, element);
            return new Seen(more, newestCall);
        }

        String fold(long after, long upTo) {
            StringBuilder folded = new StringBuilder();
            elements.stream()
                    .filter(element -> element.time() > after && element.time() <= upTo)
                    .forEach(element -> folded.append(element.value()).append(','));
            return folded.toString();
        }
    }

    private record Appending(Unfold kind) implements Folder<Long, String> {
        @Override
        public String fold(@Nullable String soFar, Long added) {
            return (soFar == null ? "" : soFar) + added + ",";
        }

        @Override
        public @Nullable String unfold(String soFar, Long removed) {
            assertThat(kind).isNotEqualTo(Unfold.NONE);
            assertThat(soFar).startsWith(removed + ",");
            return kind == Unfold.SOMETIMES && removed % 3 == 0 ? null : soFar.substring((removed + ",").length());
        }
    }

    @ParameterizedTest
    @EnumSource(Arrival.class)
    void followsAPlainList(Arrival arrival) {
        for (int seed = 0; seed < 150; seed++) {
            new History(arrival, seed).run(250);
        }
    }

    private static final class History {
        private final Random random;
        private final Arrival arrival;
        private final String name;
        private final RollingModel model;
        private final Folder<Long, String> folder;
        private final TestTask task;
        private RollingWindows<Long, String> rolling;
        private Map<String, Seen> seen = new HashMap<>();
        private Map<String, Seen> committed = Map.of();
        private long clock;
        private long values;

        History(Arrival arrival, int seed) {
            random = new Random(seed);
            this.arrival = arrival;
            Unfold kind = Unfold.values()[random.nextInt(3)];
            long delay = random.nextBoolean() ? 0 : random.nextInt(30);
            name = "%s seed %d unfold %s delay %d".formatted(arrival, seed, kind, delay);
            long[] sizes = random.longs(1 + random.nextInt(3), 1, 150).toArray();
            model = new RollingModel(
                    List.of("a", "b", "c").subList(0, sizes.length),
                    Arrays.stream(sizes).boxed().toList(),
                    delay,
                    kind != Unfold.NONE);
            folder = new Appending(kind);
            task = new TestTask(RollingStores.specs("r", LONGS, STRINGS, random.nextBoolean(), random.nextBoolean()));
            rolling = handle();
        }

        private RollingWindows<Long, String> handle() {
            return new RollingWindows<>(model, folder, task.buffer(), 0, 1, task);
        }

        void run(int records) {
            for (int i = 0; i < records; i++) {
                record(i);
                if (random.nextInt(10) == 0) {
                    task.commit();
                    committed = Map.copyOf(seen);
                } else if (random.nextInt(40) == 0) {
                    task.buffer().rollback();
                    seen = new HashMap<>(committed);
                } else if (random.nextInt(40) == 0) {
                    task.reopen();
                    rolling = handle();
                    seen = new HashMap<>(committed);
                }
            }
        }

        private void record(int step) {
            clock += random.nextInt(100) == 0 ? 200 : random.nextInt(3);
            long time =
                    switch (arrival) {
                        case IN_ORDER -> clock;
                        case BOUNDED_DISORDER -> clock - random.nextInt(20);
                        case ANY_ORDER -> random.nextInt(400);
                    };
            String key = "k" + random.nextInt(2);
            Seen before = seen.getOrDefault(key, Seen.NOTHING);
            task.select(key, time);
            for (int i = random.nextInt(4); i > 0; i--) {
                if (random.nextBoolean()) {
                    rolling.add(values);
                    seen.put(key, seen.getOrDefault(key, Seen.NOTHING).plus(new Element(time, values++)));
                } else {
                    check(seen.getOrDefault(key, Seen.NOTHING), time, step);
                }
                seen.put(key, seen.getOrDefault(key, Seen.NOTHING).called(time));
            }
            if (random.nextInt(10) == 0) {
                task.buffer().undo();
                seen.put(key, before);
            } else {
                task.buffer().keep();
            }
        }

        private void check(Seen known, long time, int step) {
            int window = random.nextInt(model.sizes().size());
            long to = time - model.delayMs();
            long from = to - model.sizesMs().get(window);
            String actual = rolling.get(model.sizes().get(window));
            String exact = known.fold(from, to);
            if (time >= known.newestCall()) {
                assertThat(actual).as("%s step %d", name, step).isEqualTo(exact.isEmpty() ? null : exact);
                return;
            }
            // Behind the newest call the oldest elements may be gone, but only those that no newer call could see.
            long largest =
                    model.sizesMs().stream().mapToLong(Long::longValue).max().orElseThrow();
            String atLeast = known.fold(Math.max(from, known.newestCall() - model.delayMs() - largest), to);
            String left = actual == null ? "" : actual;
            assertThat(left).as("%s step %d", name, step).endsWith(atLeast);
            if (!left.isEmpty()) {
                assertThat(exact.split(",")).as("%s step %d", name, step).containsSubsequence(left.split(","));
            }
        }
    }
}
