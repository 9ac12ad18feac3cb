package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.model.TypeModel;
import io.millrace.model.WindowModel;
import io.millrace.spi.Binding;
import io.millrace.spi.Bindings;
import io.millrace.spi.TypeRef;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a window folds into, where it is more than a plain record: it merges itself, brings its bytes, never changes. */
class AccumulatorsTest {
    private static final String IMPORTS =
            """
            package shop;
            import io.micronaut.configuration.kafka.annotation.*;
            import io.millrace.api.*;
            import io.millrace.api.aggregate.*;
            import java.util.*;
            import org.jspecify.annotations.Nullable;
            """;

    @TempDir
    Path output;

    private Compilation compiled(String source) {
        return Compilation.of(output, Map.of("shop/H.java", IMPORTS + source));
    }

    private static Binding binding(URLClassLoader loader) throws ClassNotFoundException {
        return Bindings.of(loader.loadClass("shop.H"));
    }

    private static Object fold(Binding binding, int window, Object... bodies) throws Exception {
        Object soFar = null;
        for (Object body : bodies) {
            soFar = binding.foldWindow(window, soFar, body);
        }
        return soFar;
    }

    @Test
    void whatMergesItselfNeedsNoMergeMethod() throws Exception {
        Compilation compilation = compiled(
                """
                @StatefulListener("h") record H(LongState n) {
                  record Longest(long value) implements Mergeable<Longest> {
                    @Override public Longest merge(Longest later) { return value >= later.value ? this : later; }
                  }
                  @Topic("t") void on(@KafkaKey String key, Long value) {}
                  @SessionWindow(name = "sums", gap = "1m") @Fold("sums")
                  static LongStats sum(@Nullable LongStats soFar, Long value) { return LongStats.add(soFar, value); }
                  @OnWindow("sums") void sums(LongStats sum) { n.set(sum.sum()); }
                  @HoppingWindow(name = "tops", size = "1h", slide = "1m") @Fold("tops")
                  static TopN<Long> top(@Nullable TopN<Long> soFar, Long value) { return TopN.add(soFar, 2, value); }
                  @OnWindow("tops") void tops(TopN<Long> top) {}
                  @SessionWindow(name = "own", gap = "1m") @Fold("own")
                  static Longest own(@Nullable Longest soFar, Long value) { return new Longest(value); }
                  @OnWindow("own") void own(Longest longest) {}
                }
                """);
        assertThat(compilation.diagnostics()).isEmpty();
        try (URLClassLoader loader = compilation.loader()) {
            Binding binding = binding(loader);
            assertThat(binding.model().windows()).allMatch(WindowModel::merge);
            assertThat(binding.mergeWindow(0, fold(binding, 0, 3L, 4L), fold(binding, 0, 5L)))
                    .isEqualTo(fold(binding, 0, 3L, 4L, 5L));
            assertThat(binding.mergeWindow(1, fold(binding, 1, 3L, 4L), fold(binding, 1, 5L)))
                    .isEqualTo(fold(binding, 1, 3L, 4L, 5L));
            assertThat(binding.mergeWindow(2, fold(binding, 2, 7L), fold(binding, 2, 5L)))
                    .isEqualTo(fold(binding, 2, 7L));
            assertThat(binding.windowType(1).arguments()).containsExactly(TypeRef.of(Long.class));
        }
    }

    @Test
    void aMergeMethodComesFirst() throws Exception {
        Compilation compilation = compiled(
                """
                @StatefulListener("h") record H(LongState n) {
                  @Topic("t") void on(@KafkaKey String key, Long value) {}
                  @SessionWindow(name = "s", gap = "1m") @Fold("s")
                  static Count count(@Nullable Count soFar, Long value) { return Count.add(soFar); }
                  @Merge("s") static Count bridge(Count earlier, Count later) { return Count.add(earlier.merge(later)); }
                  @OnWindow("s") void closed(Count count) { n.set(count.value()); }
                }
                """);
        assertThat(compilation.diagnostics()).isEmpty();
        try (URLClassLoader loader = compilation.loader()) {
            Binding binding = binding(loader);
            assertThat(binding.mergeWindow(0, fold(binding, 0, 1L), fold(binding, 0, 1L)))
                    .isEqualTo(fold(binding, 0, 1L, 1L, 1L));
        }
    }

    /** What merges into another type is not what the window holds. */
    @Test
    void mergingIntoSomethingElseIsNoMerge() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n) {
                  interface Base extends Mergeable<Base> {}
                  record Part(long value) implements Base {
                    @Override public Base merge(Base later) { return this; }
                  }
                  @Topic("t") void on(@KafkaKey String key, Long value) {}
                  @SessionWindow(name = "s", gap = "1m") @Fold("s") static Part part(@Nullable Part soFar, Long value) { return new Part(value); } //!
                  @OnWindow("s") void closed(Part part) { n.set(part.value()); }
                }
                """,
                "MR-0184: window 's' makes one result of several: add @Merge(\"s\") static H.Part merge(H.Part earlier,"
                        + " H.Part later), or fold into a Mergeable");
    }

    @Test
    void whatNeverChangesIsSharedWithoutACopy() throws Exception {
        Compilation compilation = compiled(
                """
                @StatefulListener("h") record H(
                    ValueState<H.Basket> basket,
                    @Rolling("1d") RollingState<String, TopN<String>> top,
                    ValueState<H.Bits> bits) {
                  @Immutable record Basket(List<String> items) { Basket { items = List.copyOf(items); } }
                  record Bits(BitString bits) {}
                  @Topic("t") void on(@KafkaKey String key, String value) {}
                  @Fold("top") static TopN<String> add(@Nullable TopN<String> soFar, String value) { return TopN.add(soFar, 3, value); }
                  @Unfold("top") static @Nullable TopN<String> remove(TopN<String> soFar, String value) { return soFar.minus(value); }
                }
                final class BitString implements Packed {
                  @Override public byte[] toBytes() { return new byte[0]; }
                  static BitString fromBytes(byte[] bytes) { return new BitString(); }
                }
                """);
        assertThat(compilation.diagnostics()).isEmpty();
        try (URLClassLoader loader = compilation.loader()) {
            assertThat(binding(loader).model().stores())
                    .allSatisfy(store -> assertThat(store.types()).allMatch(TypeModel::immutable));
        }
        assertThat(compilation.file("META-INF/native-image/io.millrace/listener-h/reachability-metadata.json"))
                .contains("\"shop.BitString\"", "TopN");
    }

    /** The promise of a generic type is as good as its arguments. */
    @Test
    void whatHoldsChangeableThingsIsCopied() {
        Compilation compilation = compiled(
                """
                @StatefulListener("h") record H(ValueState<H.Box<H.Loose>> box, ValueState<H.Two> two) {
                  record Loose(List<String> items) {}
                  @Immutable record Box<T>(List<T> content) { Box { content = List.copyOf(content); } }
                  record Pair<A>(A first) {}
                  record Two(Pair<String> fixed, Pair<List<String>> loose) {}
                  @Topic("t") void on(@KafkaKey String key, String value) {}
                }
                """);
        assertThat(compilation.success()).isTrue();
        assertThat(compilation.said(Diagnostic.Kind.NOTE))
                .filteredOn(note -> note.contains("MR-0160"))
                .hasSize(2)
                .allMatch(note -> note.contains("or one with @Immutable, is shared as it is"));
    }

    @Test
    void packedClassesThatCannotBeReadBack() {
        String form = "' cannot store type H.%s: a Packed class is final, has no type parameters, and a static H.%s"
                + " fromBytes(byte[] bytes) that is not private";
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(
                    ValueState<H.Open> open, //!
                    ValueState<H.Mute> mute, //!
                    ListState<H.Hidden> hidden) { //!
                  static class Open implements Packed {
                    @Override public byte[] toBytes() { return new byte[0]; }
                    static Open fromBytes(byte[] bytes) { return new Open(); }
                  }
                  static final class Mute implements Packed {
                    @Override public byte[] toBytes() { return new byte[0]; }
                    static Mute fromBytes(String text) { return new Mute(); }
                  }
                  static final class Hidden implements Packed {
                    @Override public byte[] toBytes() { return new byte[0]; }
                    private static Hidden fromBytes(byte[] bytes) { return new Hidden(); }
                  }
                  @Topic("t") void on(@KafkaKey String key, String value) {}
                }
                """,
                List.of("Open", "Mute", "Hidden").stream()
                        .map(name ->
                                "MR-0144: '" + name.toLowerCase(java.util.Locale.ROOT) + form.formatted(name, name))
                        .toArray(String[]::new));
    }
}
