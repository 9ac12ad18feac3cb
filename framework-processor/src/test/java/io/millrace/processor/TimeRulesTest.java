package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.EventTimeModel;
import io.millrace.model.WatermarkStrategy;
import io.millrace.spi.Binding;
import io.millrace.spi.Bindings;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TimeRulesTest {
    private static final String HANDLER = "@StatefulListener(\"h\") record H(LongState n) {\n";

    @TempDir
    Path output;

    private void refused(String body, String... texts) {
        Refused.by(output, HANDLER + body + "\n}", texts);
    }

    @Test
    void eachStrategyBySource() throws Exception {
        String source =
                """
                @StatefulListener("h") record H(LongState n) {
                @Topic("plain") void a(@KafkaKey String k, String v) {}
                @Topic("adaptive") void b(@KafkaKey String k, Long v) {}
                @Topic("marked") void c(@KafkaKey String k, Integer v) {}
                @Topic("ingested") @InputTime(TimeSource.INGESTION) void d(@KafkaKey String k, Short v) {}
                @Topic("handled") @InputTime(TimeSource.PROCESSING) void e(@KafkaKey String k, Byte v) {}
                @EventTime(onTime = 0.999, outOfOrder = "1s", outOfOrderMax = "1h", idle = "off") static long at(Long v) { return v; }
                @EventTime static long when(Integer v) { return v; }
                @Watermark static java.util.OptionalLong mark(Integer v) { return v > 9 ? java.util.OptionalLong.of(v) : java.util.OptionalLong.empty(); }
                }
                """;
        Compilation compilation =
                Compilation.of(output, Map.of("shop/H.java", "package shop;\n" + LegalFormsTest.IMPORTS + source));
        assertThat(compilation.said(Diagnostic.Kind.ERROR)).isEmpty();
        try (URLClassLoader loader = compilation.loader()) {
            Binding binding = Bindings.of(loader.loadClass("shop.H"));
            assertThat(binding.model().inputs().stream().map(input -> input.eventTime()))
                    .containsExactly(
                            null,
                            new EventTimeModel(WatermarkStrategy.ADAPTIVE, true, 1_000, 3_600_000, 999_000, -1),
                            new EventTimeModel(WatermarkStrategy.PUNCTUATED, true, 0, 0, 0, 30_000),
                            new EventTimeModel(WatermarkStrategy.INGESTION, false, 0, 0, 0, 30_000),
                            new EventTimeModel(WatermarkStrategy.PROCESSING, false, 0, 0, 0, 30_000));
            assertThat(binding.watermark(2, 5)).isEmpty();
            assertThat(binding.watermark(2, 10)).isEqualTo(OptionalLong.of(10));
        }
    }

    @Test
    void watermarksMadeInTwoWays() {
        refused(
                """
                @Topic("a") void a(@KafkaKey String k, Long v) {} //!
                @EventTime(outOfOrder = "5s") static long at(Long v) { return v; }
                @Watermark static java.util.OptionalLong mark(Long v) { return java.util.OptionalLong.of(v); }
                @Topic("b") @InputTime(TimeSource.INGESTION) void b(@KafkaKey String k, Integer v) {} //!
                @EventTime static long of(Integer v) { return v; }
                @Topic("c") @InputTime(TimeSource.PROCESSING) void c(@KafkaKey String k, Short v) {} //!
                @Watermark static java.util.OptionalLong say(Short v) { return java.util.OptionalLong.of(v); }
                @Repartition("d") void d(@KafkaKey String k, Byte v) {} //!
                @Watermark static java.util.OptionalLong tell(Byte v) { return java.util.OptionalLong.of(v); }""",
                "MR-0156: input 'a': its watermark does not follow from disorder: remove outOfOrder = 5s",
                "MR-0156: input 'b': @InputTime takes its time from a clock, so that @EventTime is never asked: keep one"
                        + " of them",
                "MR-0156: input 'c': @InputTime and @Watermark both make its watermark: keep one of them",
                "MR-0156: input 'd': its watermark comes in band from who writes it: remove what makes another");
    }

    @Test
    void disordersThatCannotBeLearned() {
        refused(
                """
                @Topic("a") void a(@KafkaKey String k, Long v) {} //!
                @EventTime(onTime = 0.99) static long at(Long v) { return v; }
                @Topic("b") void b(@KafkaKey String k, Integer v) {} //!
                @EventTime(outOfOrderMax = "1h") static long of(Integer v) { return v; }
                @Topic("c") void c(@KafkaKey String k, Short v) {} //!
                @EventTime(onTime = 0.99999, outOfOrderMax = "1h") static long on(Short v) { return v; }""",
                "MR-0157: input 'a': disorder is learned between outOfOrder = 0ms and outOfOrderMax = 0ms: set"
                        + " outOfOrderMax to the longest that may be waited",
                "MR-0157: input 'b': onTime and outOfOrderMax belong together, and to the adaptive strategy: set both, or"
                        + " neither",
                "MR-0157: input 'c': a share of 0.99999 on time: set onTime from 0.5 to 0.9999");
    }

    @Test
    void eventTimeOrderByTheClock() {
        Refused.by(
                output,
                """
                @StatefulListener(value = "h", order = Order.EVENT_TIME) record H(LongState n) {
                @Topic("a") @InputTime(TimeSource.PROCESSING) void a(@KafkaKey String k, Long v) {} //!
                }""",
                "MR-0158: input 'a' has no time of its own (processing time), so that order = EVENT_TIME would be another"
                        + " after each restart: use INGESTION, or order = ARRIVAL");
    }

    @Test
    void methodsOfOtherForms() {
        refused(
                """
                @Topic("a") void a(@KafkaKey String k, Long v) {}
                @Watermark static long mark(Long v) { return v; } //!
                @Watermark static java.util.OptionalLong tell(Integer v) { return java.util.OptionalLong.of(v); } //!
                @EventTime @InputTime(TimeSource.PROCESSING) static long at(Long v) { return v; } //!""",
                "MR-0113: @Watermark mark() must take the message body and return OptionalLong: static OptionalLong"
                        + " mark(Payment p)",
                "MR-0126: @Watermark tell() takes Integer, which is no input's body: take one of Long",
                "MR-0118: @InputTime on at() means nothing: it belongs on a method with @Topic or @Repartition");
    }
}
