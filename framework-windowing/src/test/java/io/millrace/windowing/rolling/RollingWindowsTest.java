package io.millrace.windowing.rolling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.RollingModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Codecs;
import io.millrace.windowing.TestTask;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RollingWindowsTest {
    private static final Codec<Object> LONGS = Codecs.of(TypeRef.of(Long.class));
    private static final Codec<Object> STRINGS = Codecs.of(TypeRef.of(String.class));

    /** Remembers what was folded, in which order; notices if something else than the oldest is taken out. */
    private static final class Listing implements Folder<Long, String> {
        int folds;
        int unfolds;

        @Override
        public String fold(@Nullable String soFar, Long added) {
            folds++;
            return (soFar == null ? "" : soFar) + added + ",";
        }

        @Override
        public @Nullable String unfold(String soFar, Long removed) {
            unfolds++;
            assertThat(soFar).startsWith(removed + ",");
            return soFar.substring((removed + ",").length());
        }
    }

    private static RollingModel model(long delayMs, Long... sizes) {
        List<String> names = Arrays.stream(sizes).map(size -> size + "ms").toList();
        return new RollingModel(names, List.of(sizes), delayMs, true);
    }

    private final TestTask task = new TestTask(RollingStores.specs("r", LONGS, STRINGS, true, true));
    private final Listing listing = new Listing();

    private RollingWindows<Long, String> windows(RollingModel model) {
        return new RollingWindows<>(model, listing, task.buffer(), 0, 1, task);
    }

    @Test
    void coversTheLastMomentButNotTheFirst() {
        RollingWindows<Long, String> rolling = windows(model(0, 10L));
        task.select("k", 100);
        assertThat(rolling.get()).isNull();
        rolling.add(1L);
        assertThat(rolling.get()).isEqualTo("1,");
        rolling.add(2L);
        assertThat(rolling.get()).as("added at this very time").isEqualTo("1,2,");
        task.select("k", 109);
        assertThat(rolling.get()).isEqualTo("1,2,");
        task.select("k", 110);
        rolling.add(3L);
        assertThat(rolling.get()).isEqualTo("3,");
        task.select("k", 120);
        assertThat(rolling.get()).isNull();
    }

    @Test
    void delayEndsWindowsInThePast() {
        RollingWindows<Long, String> rolling = windows(model(5, 10L));
        task.select("k", 100);
        rolling.add(1L);
        assertThat(rolling.get()).isNull();
        task.select("k", 104);
        assertThat(rolling.get()).isNull();
        task.select("k", 105);
        assertThat(rolling.get()).isEqualTo("1,");
        task.select("k", 115);
        assertThat(rolling.get()).isNull();
    }

    @Test
    void laterEventsAreLeftOut() {
        RollingWindows<Long, String> rolling = windows(model(0, 10L));
        task.select("k", 100);
        rolling.add(1L);
        assertThat(rolling.get()).isEqualTo("1,");
        task.select("k", 95);
        rolling.add(2L);
        assertThat(rolling.get()).isEqualTo("2,");
        task.select("k", 100);
        assertThat(rolling.get()).isEqualTo("2,1,");
    }

    @Test
    void inEventTimeOrderEachElementIsFoldedAndUnfoldedOncePerWindow() {
        RollingWindows<Long, String> rolling = windows(model(0, 50L, 200L, 1_000L));
        int elements = 5_000;
        for (long i = 0; i < elements; i++) {
            task.select("k", i / 3);
            rolling.add(i);
            rolling.get("50ms");
            rolling.get("200ms");
            if (i % 7 == 0) {
                rolling.get("1000ms");
            }
            task.buffer().keep();
        }
        assertThat(listing.folds).isLessThanOrEqualTo(3 * elements);
        assertThat(listing.unfolds).isLessThanOrEqualTo(3 * elements);
    }

    @Test
    void keepsNoMoreThanTheLargestWindowNeeds() {
        RollingWindows<Long, String> rolling = windows(model(0, 10L, 320L));
        for (long time = 0; time < 10_000; time++) {
            task.select("k", time);
            rolling.add(time);
            rolling.get("10ms");
            if (time == 100) {
                assertThat(rolling.get("320ms")).isNotNull();
            }
            task.buffer().keep();
        }
        task.commit();
        assertThat(task.entries()).as("a head, and the chunks of 320 elements").isBetween(11, 1 + 12);
        task.select("k", 20_000);
        assertThat(rolling.get("10ms")).isNull();
        assertThat(rolling.get("320ms")).isNull();
        task.buffer().keep();
        task.commit();
        assertThat(task.entries()).isZero();
    }

    @Test
    void windowsThatAskForNothingNewWriteNothing() {
        RollingWindows<Long, String> rolling = windows(model(0, 1_000L));
        task.select("k", 0);
        rolling.add(1L);
        rolling.get();
        task.buffer().keep();
        task.commit();
        task.select("k", 500);
        assertThat(rolling.get()).isEqualTo("1,");
        assertThat(task.buffer().dirtyEntries()).isZero();
    }

    @Test
    void sizesMayChangeBetweenStarts() {
        RollingWindows<Long, String> before = windows(model(0, 20L, 50L));
        for (long time = 0; time <= 100; time++) {
            task.select("k", time);
            before.add(time);
            before.get("20ms");
            before.get("50ms");
        }
        RollingWindows<Long, String> after = windows(model(1, 5L, 10L, 30L));
        task.select("k", 101);
        assertThat(after.get("5ms")).isEqualTo("96,97,98,99,100,");
        assertThat(after.get("10ms")).startsWith("91,").endsWith(",100,");
        assertThat(after.get("30ms")).startsWith("71,").endsWith(",100,");
    }

    @Test
    void sizesMustBeKnown() {
        RollingWindows<Long, String> rolling = windows(model(0, 20L, 50L));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> rolling.get("30ms"))
                .withMessageContaining("MR-0523")
                .withMessageContaining("[20ms, 50ms]");
        assertThatIllegalArgumentException().isThrownBy(rolling::get).withMessageContaining("MR-0524");
    }

    @Test
    void nothingHappensOutsideOfACall() {
        RollingWindows<Long, String> rolling = windows(model(0, 20L));
        task.select("k", 0);
        task.idle = true;
        assertThatThrownBy(() -> rolling.add(1L)).hasMessageContaining("MR-0601");
        assertThatThrownBy(rolling::get).hasMessageContaining("MR-0601");
        assertThat(task.buffer().dirtyEntries()).isZero();
    }

    @Test
    void hostileBytesAreAnEntryOrAnErrorAndNothingElse() {
        Head head = new Head(
                new Directory(new long[] {5, 900, 1_000}, new int[] {0, 7, 1}),
                new @Nullable Window[] {new Window(3, 1_003, 2, "1,2,"), null, new Window(0, 9, 0, null)});
        Chunk chunk = Chunk.of(7, 1L).insert(5, 2L).insert(7, 3L);
        survive(new HeadCodec(STRINGS), head);
        survive(new ChunkCodec(LONGS), chunk);
        Chunk read = (Chunk) new ChunkCodec(LONGS).decode(new ChunkCodec(LONGS).encode(chunk));
        assertThat(read.times()).containsExactly(5, 7, 7);
        assertThat(read.elements()).containsExactly(2L, 1L, 3L);
        Head again = (Head) new HeadCodec(STRINGS).decode(new HeadCodec(STRINGS).encode(head));
        assertThat(again.windows()).containsExactly(head.windows());
        assertThat(again.directory().ids()).containsExactly(0, 7, 1);
        assertThat(again.directory().starts()).containsExactly(5, 900, 1_000);
    }

    private static void survive(Codec<Object> codec, Object value) {
        byte[] good = codec.encode(value);
        Random random = new Random(23);
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = Arrays.copyOf(good, random.nextInt(good.length + 3));
            for (int flips = random.nextInt(4); flips > 0 && bytes.length > 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                codec.decode(bytes);
            } catch (CodecException expected) {
                assertThat(expected.getMessage()).isNotBlank();
            }
        }
    }
}
