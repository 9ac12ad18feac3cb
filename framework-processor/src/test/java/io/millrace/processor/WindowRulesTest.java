package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.api.Firing;
import io.millrace.api.TimeDomain;
import io.millrace.api.WindowSpan;
import io.millrace.model.EmitModel;
import io.millrace.model.OutputModel;
import io.millrace.model.WindowKind;
import io.millrace.spi.Binding;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WindowRulesTest {
    private static final String ON = "@StatefulListener(\"h\") record H(LongState n) {\n"
            + "@Topic(\"t\") void on(@KafkaKey String k, Long v) {}\n";

    @TempDir
    Path output;

    private void refused(String body, String... texts) {
        Refused.by(output, ON + body + "\n}", texts);
    }

    @Test
    void windowsWithoutFoldOrResult() {
        refused(
                """
                @TumblingWindow(name = "a", size = "1h") static Long a(@Nullable Long soFar, Long v) { return v; } //!
                @TumblingWindow(name = "b", size = "1h") @Fold("c") static Long b(@Nullable Long soFar, Long v) { return v; } //!
                @TumblingWindow(name = "d", size = "1h") @Fold("d") static Long d(@Nullable Long soFar, Long v) { return v; } //!
                """,
                "MR-0180: window 'a' is not folded: add @Fold(\"a\") to a(), which must be static A a(@Nullable A soFar,"
                        + " <body> added)",
                "MR-0180: window 'b' is not folded: add @Fold(\"b\") to b(), which must be static A b(@Nullable A soFar,"
                        + " <body> added)",
                "MR-0181: window 'd' has a result that nobody takes: add @OnWindow(\"d\") void closed(@KafkaKey String"
                        + " key, WindowSpan span, Long result)");
    }

    @Test
    void methodsForNoWindow() {
        refused(
                """
                @TumblingWindow(name = "a", size = "1h") @Fold("a") static Long a(@Nullable Long soFar, Long v) { return v; }
                @OnWindow("a") void closed(WindowSpan span, Long sum) {}
                @OnWindow("a") void again(Long sum) {} //!
                @OnWindow("b") void other(Long sum) {} //!
                @Merge("c") static Long merge(Long a, Long b) { return a + b; } //!
                """,
                "MR-0182: @OnWindow(\"a\") is already on closed(): keep one method",
                "MR-0182: @OnWindow(\"b\") names no window of this listener: known are [a]",
                "MR-0182: @Merge(\"c\") names no window of this listener: known are [a]");
    }

    @Test
    void wrongTypes() {
        refused(
                """
                @TumblingWindow(name = "a", size = "1h") @Fold("a") static Long a(long soFar, Long v) { return v; } //!
                @TumblingWindow(name = "b", size = "1h") @Fold("b") static Long b(@Nullable Long soFar, String v) { return 1L; } //!
                @TumblingWindow(name = "c", size = "1h") @Fold("c") static Long c(@Nullable Long soFar, Long v) { return v; }
                @OnWindow("b") void b(Long sum) {}
                @OnWindow("c") void c(@KafkaKey String key,
                    Integer sum) {} //!
                @Merge("c") static Long merge(Long a, Integer b) { return a; } //!
                """,
                "MR-0141: @Fold(\"a\") does not fold into a window: write static A a(@Nullable A soFar, <body> added)",
                "MR-0187: @Fold(\"b\") takes String, which is no input's body: take one of Long",
                "MR-0112: 'sum' cannot be given"
                        + " to a window's method: take @KafkaKey, WindowSpan and the result as Long",
                "MR-0183: @Merge merge() does not fit its window: write static Long merge(Long earlier, Long later)");
    }

    @Test
    void durationsNamesAndLimits() {
        refused(
                """
                @TumblingWindow(name = "a", size = "0s") @Fold("a") static Long a(@Nullable Long soFar, Long v) { return v; } //!
                @HoppingWindow(name = "b", size = "1h", slide = "-5m") @Fold("b") static Long b(@Nullable Long soFar, Long v) { return v; } //!
                @TumblingWindow(name = "c", size = "1h", offset = "1h") @Fold("c") static Long c(@Nullable Long soFar, Long v) { return v; } //!
                @TumblingWindow(name = "d", size = "40000d") @Fold("d") static Long d(@Nullable Long soFar, Long v) { return v; } //!
                @TumblingWindow(name = "n", size = "1h") @Fold("n") static Long n(@Nullable Long soFar, Long v) { return v; } //!
                @TumblingWindow(name = "E", size = "1h", lateTo = "no topic") @Fold("E") static Long e(@Nullable Long soFar, Long v) { return v; } //! //!
                @OnWindow("a") void a1(Long sum) {}
                @OnWindow("b") void b1(Long sum) {}
                @OnWindow("c") void c1(Long sum) {}
                @OnWindow("d") void d1(Long sum) {}
                @OnWindow("n") void n1(Long sum) {}
                @OnWindow("E") void e1(Long sum) {}
                """,
                "MR-0133: duration '0s' must be longer than 0: write 1ms or more",
                "MR-0133: duration '-5m' is not a duration: write a number with ms, s, m, h or d, such as 10s or 7d, or"
                        + " ISO-8601",
                "MR-0143: window 'c' has an offset of 1h: it must be shorter than 1h, after which windows begin again",
                "MR-0143: window 'd' must be at most 36500d, each of its durations",
                "MR-0131: window 'n' has the name of another store: rename one",
                "MR-0121: 'no topic' is not a topic's name: use letters, digits, '.', '_' and '-', 249 at most;"
                        + " placeholders are allowed, patterns are not",
                "MR-0130: window name 'E' is not allowed: begin with a lower-case letter, go on with letters, digits and"
                        + " hyphens, 63 at most");
    }

    @Test
    void whatNeedsAMergeAndWhatIsNeverLate() {
        refused(
                """
                @HoppingWindow(name = "a", size = "1h", slide = "1m") @Fold("a") static Long a(@Nullable Long soFar, Long v) { return v; } //!
                @SessionWindow(name = "b", gap = "1h") @Fold("b") static Long b(@Nullable Long soFar, Long v) { return v; } //!
                @HoppingWindow(name = "c", size = "1m", slide = "1h") @Fold("c") static Long c(@Nullable Long soFar, Long v) { return v; }
                @TumblingWindow(name = "e", size = "1h", time = TimeDomain.PROCESSING, allowedLateness = "1s") @Fold("e") static Long e(@Nullable Long soFar, Long v) { return v; } //!
                @TumblingWindow(name = "f", size = "1h") @SessionWindow(name = "f", gap = "1h") @Fold("f") static Long f(@Nullable Long soFar, Long v) { return v; } //!
                @OnWindow("a") void a1(Long sum) {}
                @OnWindow("b") void b1(Long sum) {}
                @OnWindow("c") void c1(Long sum) {}
                @OnWindow("e") void e1(Long sum) {}
                """,
                "MR-0184: window 'a' makes one result of several: add @Merge(\"a\") static Long merge(Long earlier, Long"
                        + " later), or fold into a Mergeable",
                "MR-0184: window 'b' makes one result of several: add @Merge(\"b\") static Long merge(Long earlier, Long"
                        + " later), or fold into a Mergeable",
                "MR-0186: window 'e' counts processing time, in which nothing is late: remove allowedLateness and lateTo,"
                        + " or count event time",
                "MR-0114: f() is several windows: write one method for each");
    }

    @Test
    void emissionsThatContradictThemselves() {
        String fold =
                "static Long %1$s(@Nullable Long soFar, Long v) { return v; } //!\n@OnWindow(\"%1$s\") void %1$s1(Long sum) {}\n";
        List<String> emissions = List.of(
                "atClose = false",
                "onUpdate = true, count = 3",
                "count = -1",
                "unchanged = true",
                "every = \"10s\", unchanged = true, purge = true",
                "every = \"1h\"",
                "in = TimeDomain.PROCESSING",
                "every = \"soon\"");
        StringBuilder body = new StringBuilder();
        for (int i = 0; i < emissions.size(); i++) {
            String name = "w" + i;
            body.append("@TumblingWindow(name = \"" + name + "\", size = \"1h\", emit = @Emit(" + emissions.get(i)
                            + ")) @Fold(\"" + name + "\") ")
                    .append(fold.formatted(name));
        }
        body.append("@TumblingWindow(name = \"wall\", size = \"1h\", time = TimeDomain.PROCESSING,"
                        + " emit = @Emit(every = \"1m\")) @Fold(\"wall\") ")
                .append(fold.formatted("wall"));
        refused(
                body.toString(),
                "MR-0185: window 'w0' gives no result: set atClose, onUpdate, every or count",
                "MR-0185: window 'w1' gives a result for each record already: remove every and count",
                "MR-0185: window 'w2' gives results by count = -1: write 1 or more",
                "MR-0185: window 'w3' repeats nothing: unchanged is for every, and without purge, after which there is"
                        + " nothing to repeat",
                "MR-0185: window 'w4' repeats nothing: unchanged is for every, and without purge, after which there is"
                        + " nothing to repeat",
                "MR-0185: window 'w5' is open for 1h: every = 1h must be shorter",
                "MR-0185: window 'w6' has nothing for in = TimeDomain.PROCESSING to count: set every, or remove in",
                "MR-0133: duration 'soon' is not a duration: write a number with ms, s, m, h or d, such as 10s or 7d, or"
                        + " ISO-8601",
                "MR-0185: window 'wall' counts processing time: every has to count it too, write in ="
                        + " TimeDomain.PROCESSING");
    }

    @Test
    void inputsOfOneTypeAreNamed() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H() {
                @Topic("one") void one(@KafkaKey String k, Long v) {}
                @Topic("two") void two(@KafkaKey String k, Long v) {}
                @TumblingWindow(name = "a", size = "1h") @Fold("a") static Long a(@Nullable Long soFar, Long v) { return v; } //!
                @TumblingWindow(name = "b", size = "1h") @Fold(value = "b", topics = "two") static Long b(@Nullable Long soFar, Long v) { return v; }
                @OnWindow("a") void a1(Long sum) {}
                @OnWindow("b") void b1(Long sum) {}
                }""",
                "MR-0187: @Fold(\"a\") may belong to several inputs, 'one', 'two': say which with topics = {\"one\"}");
    }

    @Test
    void aListenerWithWindowsIsCalled() throws Exception {
        Compilation compilation = Compilation.of(
                output,
                Map.of(
                        "shop/Spending.java",
                        """
                        package shop;

                        import io.micronaut.configuration.kafka.annotation.KafkaKey;
                        import io.micronaut.configuration.kafka.annotation.Topic;
                        import io.millrace.api.*;
                        import org.jspecify.annotations.Nullable;

                        @StatefulListener("spending")
                        record Spending(java.util.List<String> seen) {
                          record Spend(int n, long cents) {}

                          @Topic("payments") void on(@KafkaKey String account, Long cents) {}

                          @TumblingWindow(name = "hourly", size = "1h",
                              emit = @Emit(atClose = false, every = "1m", in = TimeDomain.PROCESSING, count = 100, purge = true))
                          @Fold("hourly") static Spend hourly(@Nullable Spend a, long cents) {
                            return add(a, cents);
                          }
                          @OnWindow("hourly") void hour(Spend hour) {}

                          @HoppingWindow(name = "daily", size = "24h", slide = "1h", lateTo = "payments-late")
                          @Fold("daily") static Spend add(@Nullable Spend a, long cents) {
                            return a == null ? new Spend(1, cents) : new Spend(a.n() + 1, a.cents() + cents);
                          }
                          @Merge("daily") static Spend merge(Spend a, Spend b) {
                            return new Spend(a.n() + b.n(), a.cents() + b.cents());
                          }
                          @OnWindow("daily") @To("days") @Nullable String closed(@KafkaKey String account, WindowSpan span, Spend day) {
                            seen.add(account + span + day);
                            return null;
                          }
                        }
                        """));
        assertThat(compilation.said(Diagnostic.Kind.ERROR)).isEmpty();
        assertThat(compilation.success()).isTrue();
        try (URLClassLoader loader = compilation.loader()) {
            Binding binding = (Binding)
                    loader.loadClass("shop.$Spending$Millrace").getConstructor().newInstance();
            assertThat(binding.model().windows()).hasSize(2).anySatisfy(window -> {
                assertThat(window.name()).isEqualTo("hourly");
                assertThat(window.emit())
                        .isEqualTo(new EmitModel(false, false, 60_000, TimeDomain.PROCESSING, 100, true, false));
            });
            int daily = binding.model().windows().get(0).name().equals("daily") ? 0 : 1;
            assertThat(binding.model().windows().get(daily)).satisfies(window -> {
                assertThat(window.name()).isEqualTo("daily");
                assertThat(window.kind()).isEqualTo(WindowKind.HOPPING);
                assertThat(window.inputs()).containsExactly("payments");
                assertThat(window.lateTo()).isEqualTo("payments-late");
                assertThat(window.emit()).isEqualTo(EmitModel.FINAL);
                assertThat(window.paned()).isTrue();
            });
            assertThat(binding.model().outputs()).extracting(OutputModel::topic).containsExactly("days");
            Object one = binding.foldWindow(daily, null, 5L);
            Object three = binding.mergeWindow(daily, one, binding.foldWindow(daily, one, 7L));
            assertThat(three).hasToString("Spend[n=3, cents=17]");
            List<String> seen = new java.util.ArrayList<>();
            var constructor = loader.loadClass("shop.Spending").getDeclaredConstructor(List.class);
            constructor.setAccessible(true);
            WindowSpan span = new WindowSpan(1, 2, Firing.ON_TIME, 0);
            binding.onWindow(constructor.newInstance(seen), daily, "k", span, three, null);
            assertThat(seen).containsExactly("k" + span + three);
        }
    }
}
