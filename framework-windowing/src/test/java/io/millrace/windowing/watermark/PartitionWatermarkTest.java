package io.millrace.windowing.watermark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;

class PartitionWatermarkTest {
    @Test
    void knowsNothingBeforeTheFirstEvent() {
        assertThat(PartitionWatermark.bounded(10).watermark()).isEqualTo(Watermarks.NONE);
    }

    @Test
    void followsTheHighestEventAndNeverGoesBack() {
        Random random = new Random(7);
        PartitionWatermark input = PartitionWatermark.bounded(50);
        long highest = Long.MIN_VALUE;
        for (int i = 0; i < 1_000; i++) {
            long time = i + random.nextInt(200) - 100;
            highest = Math.max(highest, time);
            input.observe(time);
            assertThat(input.watermark()).isEqualTo(highest - 50);
        }
    }

    @Test
    void anEventAtTheEdgeOfDisorderIsNotLate() {
        PartitionWatermark input = PartitionWatermark.bounded(10);
        input.observe(100);
        assertThat(90 < input.watermark()).isFalse();
        assertThat(89 < input.watermark()).isTrue();
    }

    @Test
    void staysWithinTheRangeOfTime() {
        PartitionWatermark input = PartitionWatermark.bounded(10);
        input.observe(Long.MIN_VALUE + 3);
        assertThat(input.watermark()).isEqualTo(Watermarks.NONE);
        PartitionWatermark exact = PartitionWatermark.bounded(0);
        exact.observe(Long.MAX_VALUE);
        assertThat(exact.ended()).as("one absurd stamp does not end an input").isFalse();
        assertThat(exact.watermark()).isEqualTo(Watermarks.END - 1);
    }

    @Test
    void continuesWhereTheFormerOwnerStood() {
        PartitionWatermark input = PartitionWatermark.bounded(10);
        input.restore(500);
        input.observe(400);
        assertThat(input.watermark()).isEqualTo(500);
        input.observe(600);
        assertThat(input.watermark()).isEqualTo(590);
        input.restore(100);
        assertThat(input.watermark()).isEqualTo(590);
    }

    @Test
    void endSurvivesRestoring() {
        PartitionWatermark input = PartitionWatermark.bounded(10);
        input.end();
        PartitionWatermark next = PartitionWatermark.bounded(10);
        next.restore(input.watermark());
        next.observe(5);
        assertThat(next.ended()).isTrue();
    }

    @Test
    void refusesNegativeDisorder() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PartitionWatermark.bounded(-1))
                .withMessageContaining("MR-0501");
    }

    @Test
    void aToldTimeCountsWithoutDisorderAndNeverGoesBackOrEnds() {
        PartitionWatermark generator = PartitionWatermark.bounded(10);
        generator.observe(100);
        generator.reach(95);
        assertThat(generator.watermark()).isEqualTo(95);
        generator.reach(20);
        generator.observe(104);
        assertThat(generator.watermark()).isEqualTo(95);
        generator.reach(Long.MAX_VALUE);
        assertThat(generator.ended()).isFalse();
    }

    @Test
    void withoutAStrategyEventsSayNothing() {
        PartitionWatermark told = PartitionWatermark.told();
        told.observe(100);
        assertThat(told.watermark()).isEqualTo(Watermarks.NONE);
        told.reach(50);
        told.observe(100);
        assertThat(told.watermark()).isEqualTo(50);
    }

    @Test
    void doesNotGoBackWhenTheLearnedDisorderGrows() {
        PartitionWatermark learned = PartitionWatermark.learned(new LearnedDisorder(900_000, 0, 10_000));
        for (int i = 0; i < 100; i++) {
            learned.observe(i);
        }
        assertThat(learned.watermark()).isEqualTo(99);
        for (int i = 0; i < 100; i++) {
            learned.observe(-5_000);
        }
        assertThat(learned.watermark()).isEqualTo(99);
    }
}
