package io.millrace.windowing.window;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.model.SpanModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.CodecException;
import io.millrace.state.codec.Codecs;
import java.util.List;
import org.junit.jupiter.api.Test;

class WindowsTest {
    @Test
    void aWindowClosesWhenTheWatermarkHasReachedItsEnd() {
        WindowPlay play = new WindowPlay(WindowPlay.tumbling(10, 0));
        play.add("k", 3, "a");
        play.watermark(9);
        play.add("k", 9, "b");
        assertThat(play.results).isEmpty();
        play.watermark(10);
        assertThat(play.results).containsExactly("k [0,10) ON_TIME 0: a b");
        assertThat(play.add("k", 9, "c")).isFalse();
        assertThat(play.entries()).isZero();
    }

    @Test
    void latenessRefinesUntilTheWindowIsGone() {
        WindowPlay play = new WindowPlay(WindowPlay.tumbling(10, 5));
        play.add("k", 3, "a");
        play.watermark(10);
        play.add("k", 4, "b");
        play.watermark(14);
        assertThat(play.add("k", 5, "c")).isTrue();
        assertThat(play.add("other", 5, "d")).isTrue();
        play.watermark(15);
        assertThat(play.add("k", 6, "e")).isFalse();
        assertThat(play.results)
                .containsExactly(
                        "k [0,10) ON_TIME 0: a",
                        "k [0,10) REFINED 1: a b",
                        "k [0,10) REFINED 2: a b c",
                        "other [0,10) REFINED 0: d");
        assertThat(play.entries()).isZero();
    }

    @Test
    void whatCloseFirstFiresFirstWhateverItsKey() {
        WindowPlay play = new WindowPlay(WindowPlay.tumbling(10, 0));
        play.add("b", 25, "later");
        play.add("c", 5, "early");
        play.add("a", 15, "between");
        play.watermark(Long.MAX_VALUE);
        assertThat(play.results)
                .containsExactly(
                        "c [0,10) ON_TIME 0: early", "a [10,20) ON_TIME 0: between", "b [20,30) ON_TIME 0: later");
    }

    @Test
    void overlappingWindowsTakeWhatIsLateForSomeOfThem() {
        WindowPlay play = new WindowPlay(WindowPlay.hopping(30, 10, 0));
        play.add("k", 5, "a");
        play.watermark(12);
        play.add("k", 6, "b");
        play.watermark(100);
        assertThat(play.results)
                .containsExactly("k [-20,10) ON_TIME 0: a", "k [-10,20) ON_TIME 0: a b", "k [0,30) ON_TIME 0: a b");
        assertThat(play.entries()).isZero();
    }

    @Test
    void gapsBetweenWindowsSwallowAndAreNeverLate() {
        WindowPlay play = new WindowPlay(WindowPlay.hopping(5, 10, 0));
        play.watermark(100);
        assertThat(play.add("k", 7, "gap")).isTrue();
        assertThat(play.add("k", 4, "late")).isFalse();
        assertThat(play.add("k", 107, "gap")).isTrue();
        assertThat(play.entries()).isZero();
    }

    @Test
    void sessionsThatTouchAreOne() {
        WindowPlay play = new WindowPlay(WindowPlay.session(10, 0));
        play.add("k", 0, "a");
        play.add("k", 20, "b");
        play.add("k", 10, "c");
        play.add("k", 31, "d");
        play.watermark(Long.MAX_VALUE);
        assertThat(play.results).containsExactly("k [0,30) ON_TIME 0: a b c", "k [31,41) ON_TIME 0: d");
        assertThat(play.entries()).isZero();
    }

    @Test
    void behindTheWatermarkAnElementMayStillTouchALiveSession() {
        WindowPlay play = new WindowPlay(WindowPlay.session(10, 0));
        play.add("k", 20, "a");
        play.watermark(25);
        assertThat(play.add("k", 11, "b")).isTrue();
        assertThat(play.add("k", 0, "too late")).isFalse();
        play.watermark(30);
        assertThat(play.results).containsExactly("k [11,30) ON_TIME 0: a b");
    }

    @Test
    void aSessionThatHasFiredMayGrow() {
        WindowPlay play = new WindowPlay(WindowPlay.session(10, 100));
        play.add("k", 0, "a");
        play.watermark(10);
        play.add("k", 9, "b");
        play.watermark(19);
        play.add("k", 3, "c");
        assertThat(play.results)
                .containsExactly("k [0,10) ON_TIME 0: a", "k [0,19) ON_TIME 1: a b", "k [0,19) REFINED 2: a b c");
        play.watermark(119);
        assertThat(play.entries()).isZero();
    }

    @Test
    void aWindowIsStoredWithTheEndItWasOpenedWith() {
        KeptCodec codec = new KeptCodec(Codecs.of(TypeRef.of(String.class)));
        long end = 1_000_000_000_000L;
        for (Kept kept : List.of(
                new Kept(end, end - 1, 0, 1, Kept.NEVER, Kept.NONE, "x"),
                new Kept(end, end - 300, 3, 0, end - 300, Kept.NONE, null),
                new Kept(end, end + 6, 2, 7, Kept.NEVER, Kept.NONE, "closed"))) {
            byte[] bytes = codec.encode(kept);
            assertThat(codec.decode(bytes)).isEqualTo(kept);
            assertThat(KeptCodec.dueOf(bytes)).isEqualTo(kept.due());
        }
        assertThatThrownBy(() -> codec.decode(new byte[] {9}))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("MR-0530");
    }

    /** As windows were written before they could give results at other times: 1, end, due - end + 1, firings, content. */
    @Test
    void aStoredWindowOfFormatOneIsRead() {
        Codec<Object> text = Codecs.of(TypeRef.of(String.class));
        byte[] stored = new BytesWriter()
                .writeByte((byte) 1)
                .writeSigned(5_000)
                .writeUnsigned(8)
                .writeUnsigned(2)
                .writeRaw(text.encode("old"))
                .toBytes();
        assertThat(new KeptCodec(text).decode(stored))
                .isEqualTo(new Kept(5_000, 5_007, 2, 1, Kept.NEVER, Kept.NONE, "old"));
        assertThat(KeptCodec.dueOf(stored)).isEqualTo(5_007);
    }

    @Test
    void valuesThatMayChangeAreCopied() {
        WindowPlay play = new WindowPlay(WindowPlay.model(SpanModel.hopping(20, 10, 3), 0, false));
        play.add("k", 4, "a");
        play.restart();
        play.add("k", 14, "b");
        play.watermark(1_000);
        assertThat(play.results)
                .containsExactly("k [-7,13) ON_TIME 0: a", "k [3,23) ON_TIME 0: a b", "k [13,33) ON_TIME 0: b");
        assertThat(play.entries()).isZero();
    }
}
