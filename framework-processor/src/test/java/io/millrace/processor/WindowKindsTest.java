package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.SpanModel;
import io.millrace.model.WindowModel;
import io.millrace.spi.Binding;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each kind of window as it is written, and what cannot be written. */
class WindowKindsTest {
    private static final String ON = "@StatefulListener(\"h\") record H(LongState n) {\n"
            + "@Topic(\"t\") void on(@KafkaKey String k, Long v) {}\n";

    @TempDir
    Path output;

    /** A window named {@code a}, {@code b}... for each declaration, all folded and taken alike. */
    private void refused(List<String> declarations, String more, String... texts) {
        StringBuilder body = new StringBuilder(ON);
        char name = 'a';
        for (String declaration : declarations) {
            boolean bad = declaration.startsWith("!");
            String marks = bad ? " //!" : "";
            String annotation = declaration.substring(bad ? 1 : 0).replace("NAME", "name = \"" + name + '"');
            body.append((annotation + " @Fold(\"%1$c\") static Long %1$c(@Nullable Long soFar, Long v) { return v; }"
                            + marks + "\n@Merge(\"%1$c\") static Long %1$c1(Long x, Long y) { return x; }\n"
                            + "@OnWindow(\"%1$c\") void %1$c2(Long sum) {}\n")
                    .formatted(name++));
        }
        Refused.by(output, body + more + "\n}", texts);
    }

    @Test
    void sessionsHaveOneGap() {
        refused(
                List.of(
                        "!@SessionWindow(NAME)",
                        "@SessionWindow(NAME, gap = \"5m\")",
                        "@TumblingWindow(NAME, size = \"5m\")",
                        "@SessionWindow(NAME)"),
                """
                @Gap("b") static long b3(Long v) { return v; } //!
                @Gap("c") static long c3(Long v) { return v; } //!
                @Gap("d") static int d3(Long v) { return 1; } //!
                """,
                "MR-0188: session 'a' has no gap: write gap = \"30m\", or add @Gap(\"a\") static long gap(Long body), in"
                        + " milliseconds",
                "MR-0188: window 'b' has a gap already: remove gap = \"..\" or b3()",
                "MR-0188: window 'c' is no session, and has no gap: remove c3()",
                "MR-0183: @Gap d3() does not fit its window: write static long d3(Long body), in milliseconds");
    }

    @Test
    void stepsAndLevelsFit() {
        String noDuration = " is not a duration: write a number with ms, s, m, h or d, such as 10s or 7d, or ISO-8601";
        refused(
                List.of(
                        "!@CumulatingWindow(NAME, size = \"1h\", step = \"7m\")",
                        "!@CumulatingWindow(NAME, size = \"1h\", step = \"1h\")",
                        "!@CumulatingWindow(NAME, size = \"1h\", step = \"1m\", offset = \"1h\")",
                        "!@WindowHierarchy(NAME, levels = \"1h\")",
                        "!@WindowHierarchy(NAME, levels = {\"1m\", \"90s\"})",
                        "!@WindowHierarchy(NAME, levels = {\"1h\", \"1m\"})",
                        "!@WindowHierarchy(NAME, levels = {\"1h\", \"\"})",
                        "!@CumulatingWindow(NAME, size = \"nonsense\", step = \"1m\")",
                        "@WindowHierarchy(NAME, levels = {\"1m\", \"1h\", \"1d\"}, offset = \"23h\")"),
                "",
                "MR-0189: window 'a' grows by 7m up to 1h: the size must be two steps or more, and whole ones",
                "MR-0189: window 'b' grows by 1h up to 1h: the size must be two steps or more, and whole ones",
                "MR-0143: window 'c' has an offset of 1h: it must be shorter than 1h, after which windows begin again",
                "MR-0189: window 'd' has one level: name two or more, or write @TumblingWindow",
                "MR-0189: window 'e' has a level of 90s after 1m: each must be a whole multiple of the one before",
                "MR-0189: window 'f' has a level of 1m after 1h: each must be a whole multiple of the one before",
                "MR-0133: duration ''" + noDuration,
                "MR-0133: duration 'nonsense'" + noDuration);
    }

    @Test
    void countsAreNotAbsurdAndNothingIsRepeatedForEver() {
        refused(
                List.of(
                        "!@CountWindow(NAME, size = 0)",
                        "!@CountWindow(NAME, size = 5, every = -1)",
                        "!@CountWindow(NAME, size = 2_000_000)",
                        "@CountWindow(NAME, size = 1_000_000)",
                        "!@GlobalWindow(NAME, emit = @Emit(every = \"1s\", unchanged = true))"),
                "",
                "MR-0143: window 'a' must have a size and an every of 1 to 1000000 records",
                "MR-0143: window 'b' must have a size and an every of 1 to 1000000 records",
                "MR-0143: window 'c' must have a size and an every of 1 to 1000000 records",
                "MR-0185: window 'e' never closes, so that what has not changed would be repeated for ever: remove"
                        + " unchanged");
    }

    @Test
    void assignersCanBeMade() {
        String why =
                " cannot be made: it must be a class of its own or a static one, neither abstract nor private, with"
                        + " a constructor without parameters that the listener can call";
        refused(
                List.of(
                        "!@CustomWindow(NAME, assigner = H.Hidden.class)",
                        "!@CustomWindow(NAME, assigner = H.Asking.class)",
                        "@CustomWindow(NAME, assigner = H.Fine.class)",
                        "!@CustomWindow(NAME, assigner = WindowAssigner.class)"),
                """
                private static class Hidden implements WindowAssigner {
                  public void assign(long time, Spans spans) {}
                }
                static final class Fine implements WindowAssigner {
                  Fine() {}
                  public void assign(long time, Spans spans) {}
                }
                static class Asking implements WindowAssigner {
                  Asking(int days) {}
                  public void assign(long time, Spans spans) {}
                }
                """,
                "MR-0190: H.Hidden" + why,
                "MR-0190: H.Asking" + why,
                "MR-0190: WindowAssigner" + why);
    }

    @Test
    void allKindsAreBound() throws Exception {
        Compilation compilation = Compilation.of(
                output,
                Map.of(
                        "shop/All.java",
                        """
                        package shop;

                        import io.micronaut.configuration.kafka.annotation.KafkaKey;
                        import io.micronaut.configuration.kafka.annotation.Topic;
                        import io.millrace.api.*;
                        import org.jspecify.annotations.Nullable;

                        @StatefulListener("all")
                        record All(LongState n) {
                          static final class Days implements WindowAssigner {
                            @Override public void assign(long time, Spans spans) { spans.add(time, time + 86_400_000); }
                          }
                          @Topic("t") void on(@KafkaKey String k, Long v) {}

                          @SessionWindow(name = "visit") @Fold("visit")
                          static Long visit(@Nullable Long a, Long v) { return v; }
                          @Gap("visit") static long gap(Long v) { return 60 * v; }
                          @Merge("visit") static Long visit(long a, long b) { return a + b; }
                          @OnWindow("visit") void visit(Long sum) {}

                          @SlidingWindow(name = "near", size = "5m", allowedLateness = "1m") @Fold("near")
                          static Long near(@Nullable Long a, Long v) { return v; }
                          @Merge("near") static Long near(long a, long b) { return a + b; }
                          @OnWindow("near") void near(Long sum) {}

                          @CumulatingWindow(name = "so-far", size = "1h", step = "1m", offset = "30m") @Fold("so-far")
                          static Long soFar(@Nullable Long a, Long v) { return v; }
                          @Merge("so-far") static Long soFar(long a, long b) { return a + b; }
                          @OnWindow("so-far") void soFar(Long sum) {}

                          @WindowHierarchy(name = "levels", levels = {"1m", "1h"}, lateTo = "late") @Fold("levels")
                          static Long levels(@Nullable Long a, Long v) { return v; }
                          @Merge("levels") static Long levels(long a, long b) { return a + b; }
                          @OnWindow("levels") void levels(Long sum) {}

                          @GlobalWindow(name = "ever") @Fold("ever")
                          static Long ever(@Nullable Long a, Long v) { return v; }
                          @OnWindow("ever") void ever(Long sum) {}

                          @CountWindow(name = "dozen", size = 12) @Fold("dozen")
                          static Long dozen(@Nullable Long a, Long v) { return v; }
                          @OnWindow("dozen") void dozen(Long sum) {}

                          @CustomWindow(name = "days", assigner = Days.class) @Fold("days")
                          static Long days(@Nullable Long a, Long v) { return v; }
                          @OnWindow("days") void days(Long sum) {}
                        }
                        """));
        assertThat(compilation.said(Diagnostic.Kind.ERROR)).isEmpty();
        try (URLClassLoader loader = compilation.loader()) {
            Binding binding = (Binding)
                    loader.loadClass("shop.$All$Millrace").getConstructor().newInstance();
            List<WindowModel> windows = binding.model().windows();
            assertThat(windows.stream().collect(Collectors.toMap(WindowModel::name, WindowModel::span)))
                    .isEqualTo(Map.of(
                            "visit", SpanModel.session(0),
                            "near", SpanModel.sliding(300_000),
                            "so-far", SpanModel.cumulating(3_600_000, 60_000, 1_800_000),
                            "levels", SpanModel.hierarchy(List.of(60_000L, 3_600_000L), 0),
                            "ever", SpanModel.global(),
                            "dozen", SpanModel.count(12, 12),
                            "days", SpanModel.custom("shop.All$Days")));
            List<String> names = windows.stream().map(WindowModel::name).toList();
            assertThat(binding.gap(names.indexOf("visit"), 7L)).isEqualTo(420);
            List<String> assigned = new ArrayList<>();
            binding.assigner(names.indexOf("days")).assign(5, (start, end) -> assigned.add(start + ".." + end));
            assertThat(assigned).containsExactly("5..86400005");
        }
    }
}
