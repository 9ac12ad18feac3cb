package io.millrace.windowing.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.state.codec.CodecException;
import java.util.Arrays;
import java.util.Random;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnedDisorderTest {
    private static final long MOST_MS = 600_000;

    private static LearnedDisorder with(int onTimePpm) {
        return new LearnedDisorder(onTimePpm, 0, MOST_MS);
    }

    /** Events a millisecond apart, each sent later by what {@code delay} says: exponential delays of a second. */
    private static long[] delayed(int count, Random random) {
        LongSupplier delay = () -> (long) (-1_000 * Math.log(1 - random.nextDouble()));
        long[][] sent = new long[count][];
        for (int i = 0; i < count; i++) {
            sent[i] = new long[] {i + delay.getAsLong(), i};
        }
        Arrays.sort(sent, (a, b) -> Long.compare(a[0], b[0]));
        return Arrays.stream(sent).mapToLong(event -> event[1]).toArray();
    }

    @ParameterizedTest
    @ValueSource(ints = {900_000, 990_000, 999_000})
    void keepsTheStatedShareOnTime(int onTimePpm) {
        long[] events = delayed(400_000, new Random(onTimePpm));
        LearnedDisorder disorder = with(onTimePpm);
        PartitionWatermark watermark = PartitionWatermark.learned(disorder);
        int late = 0;
        for (long event : events) {
            late += event < watermark.watermark() ? 1 : 0;
            watermark.observe(event);
        }
        double share = (double) late / events.length;
        double wanted = 1 - onTimePpm / 1e6;
        assertThat(share).isBetween(wanted / 4, wanted * 1.5);
        assertThat(disorder.disorderMs()).isLessThan(20_000);
    }

    @Test
    void waitsAsLongAsItMayUntilTheShareCanBeTold() {
        LearnedDisorder disorder = with(990_000);
        for (int i = 1; i < 99; i++) {
            assertThat(disorder.observe(i)).isEqualTo(i - MOST_MS);
        }
        assertThat(disorder.observe(99)).isEqualTo(99);
    }

    @Test
    void staysWithinItsBounds() {
        LearnedDisorder disorder = new LearnedDisorder(900_000, 50, 200);
        for (int i = 0; i < 100; i++) {
            disorder.observe(i);
        }
        assertThat(disorder.disorderMs()).isEqualTo(50);
        for (int i = 0; i < 100; i++) {
            disorder.observe(-10_000);
        }
        assertThat(disorder.disorderMs()).isEqualTo(200);
    }

    @Test
    void tellsTheDelayToAnEighthAndNeverTooShort() {
        for (long lateness : new long[] {1, 7, 8, 9, 63, 64, 1_000, 4_095, 4_096, 100_000, 500_000}) {
            LearnedDisorder disorder = with(900_000);
            disorder.observe(0);
            for (int i = 0; i < 100; i++) {
                disorder.observe(-lateness);
            }
            assertThat(disorder.disorderMs()).isBetween(lateness, lateness + lateness / 8);
        }
    }

    @Test
    void forgetsWhatWasLongAgo() {
        LearnedDisorder disorder = with(900_000);
        for (int i = 0; i < 10_000; i++) {
            disorder.observe(1_000_000 - i % 2 * 60_000L);
        }
        assertThat(disorder.disorderMs()).isGreaterThanOrEqualTo(60_000);
        for (int i = 0; i < 8 * disorder.memory(); i++) {
            disorder.observe(2_000_000);
        }
        assertThat(disorder.disorderMs()).isZero();
    }

    /** A restart between any two events changes nothing. */
    @ParameterizedTest
    @ValueSource(ints = {500_000, 950_000, 999_900})
    void goesOnWithWhatWasStoredAsIfNothingHadHappened(int onTimePpm) {
        Random random = new Random(onTimePpm);
        LearnedDisorder one = with(onTimePpm);
        LearnedDisorder other = with(onTimePpm);
        for (long event : delayed(20_000, random)) {
            assertThat(other.observe(event)).isEqualTo(one.observe(event));
            if (random.nextInt(10) == 0) {
                byte[] stored = other.encode();
                assertThat(other.changed()).isFalse();
                other = with(onTimePpm);
                other.restore(stored);
                assertThat(other.changed()).isFalse();
            }
            assertThat(other.disorderMs()).isEqualTo(one.disorderMs());
        }
        assertThat(other.encode()).isEqualTo(one.encode());
    }

    @Test
    void whatWasLearnedServesAnotherShareAndOtherBounds() {
        LearnedDisorder wide = with(999_900);
        for (long event : delayed(50_000, new Random(1))) {
            wide.observe(event);
        }
        LearnedDisorder narrow = new LearnedDisorder(900_000, 0, 500);
        narrow.restore(wide.encode());
        assertThat(narrow.disorderMs()).isEqualTo(500);
        LearnedDisorder again = new LearnedDisorder(500_000, 0, MOST_MS);
        again.restore(wide.encode());
        assertThat(again.disorderMs()).isBetween(300L, 3_000L);
    }

    @Test
    void refusesBytesThatItDidNotWrite() {
        LearnedDisorder disorder = with(990_000);
        disorder.observe(5);
        byte[] good = disorder.encode();
        for (byte[] bad : new byte[][] {{}, {9}, Arrays.copyOf(good, good.length - 1), new byte[] {1, 0}}) {
            assertThatThrownBy(() -> with(990_000).restore(bad))
                    .isInstanceOf(CodecException.class)
                    .hasMessageContaining("MR-0512");
        }
        Arrays.fill(good, good.length - Integer.BYTES, good.length, (byte) -1);
        assertThatThrownBy(() -> with(990_000).restore(good)).isInstanceOf(CodecException.class);
    }

    @Test
    void refusesSharesThatCannotBeKeptAndBoundsOutOfOrder() {
        assertThatIllegalArgumentException().isThrownBy(() -> with(499_999)).withMessageContaining("MR-0501");
        assertThatIllegalArgumentException().isThrownBy(() -> with(999_901));
        assertThatIllegalArgumentException().isThrownBy(() -> new LearnedDisorder(900_000, 10, 9));
        assertThatIllegalArgumentException().isThrownBy(() -> new LearnedDisorder(900_000, -1, 9));
    }
}
