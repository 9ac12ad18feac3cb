package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.millrace.api.LongState;
import io.millrace.model.TypeModel;
import io.millrace.spi.Binding;
import io.millrace.spi.Bindings;
import io.millrace.spi.TypeRef;
import java.lang.reflect.Proxy;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Less common forms of handlers that must compile under all lints and be called rightly. */
class LegalFormsTest {
    static final String IMPORTS =
            """
            import io.micronaut.configuration.kafka.annotation.*;
            import io.millrace.api.*;
            import java.util.*;
            """;

    @TempDir
    Path output;

    private final List<Long> added = new ArrayList<>();

    private final LongState sum = (LongState) Proxy.newProxyInstance(
            LongState.class.getClassLoader(), new Class<?>[] {LongState.class}, (proxy, method, arguments) -> {
                added.add((Long) arguments[0]);
                return 0L;
            });

    @Test
    void aClassWithFinalFields() throws Exception {
        Compilation compilation = Compilation.of(
                output,
                Map.of(
                        "shop/Plain.java",
                        "package shop;\n" + IMPORTS
                                + """
                                @StatefulListener("plain")
                                public class Plain {
                                  private static final int FACTOR = 2;
                                  private final LongState sum;
                                  Plain(LongState sum) { this.sum = sum; }
                                  @Topic("longs") void on(@KafkaKey byte[] key, long value) { sum.add(FACTOR * value + key.length); }
                                }
                                """));
        assertThat(compilation.diagnostics()).isEmpty();
        try (URLClassLoader loader = compilation.loader();
                ApplicationContext context = ApplicationContext.builder(loader).start()) {
            Binding binding = Bindings.of(loader.loadClass("shop.Plain"));
            assertThat(binding.keyType()).isEqualTo(TypeRef.of(byte[].class));
            Object handler = context.createBean(binding.handlerType(), Map.of("sum", sum));
            binding.onRecord(handler, 0, new byte[3], 20L, new Recorder());
            assertThat(added).containsExactly(43L);
        }
    }

    @Test
    void keysOfTheUsersOwn() throws Exception {
        Compilation compilation = Compilation.of(
                output,
                Map.of(
                        "shop/Cards.java",
                        "package shop;\n" + IMPORTS
                                + """
                                @StatefulListener("cards")
                                record Cards(LongState sum, @Repartition("by-kind") KeyedOut<Cards.Kind, Long> kinds) {
                                  @CanonicalKey record Card(String bank, long number) {}
                                  @CanonicalKey enum Kind { DEBIT, CREDIT }
                                  @Topic("t") void on(@KafkaKey Card card, long value) { sum.add(card.number() + value); }
                                }
                                """));
        assertThat(compilation.said(Diagnostic.Kind.ERROR)).isEmpty();
        try (URLClassLoader loader = compilation.loader()) {
            Binding binding = Bindings.of(loader.loadClass("shop.Cards"));
            assertThat(binding.keyType()).hasToString("shop.Cards.Card");
            assertThat(binding.model().key())
                    .isEqualTo(new TypeModel(
                            "shop.Cards.Card", List.of("bank:java.lang.String", "number:long"), true, true));
            assertThat(binding.model().outputs().get(0).key())
                    .isEqualTo(new TypeModel("shop.Cards.Kind", List.of(), true, true));
        }
    }

    @Test
    void genericBodiesSealedBodiesAndBodiesOfAnyType() throws Exception {
        Compilation compilation = Compilation.of(
                output,
                Map.of(
                        "shop/Forms.java",
                        "package shop;\n" + IMPORTS
                                + """
                                @StatefulListener("forms")
                                record Forms(LongState sum, @Rolling("1d") RollingState<Long, Pair<Long, byte[]>> all) {
                                  record Pair<A, B>(A left, B right, List<A> more) {}
                                  sealed interface Event permits Paid, Left {}
                                  record Paid(long cents) implements Event {}
                                  record Left() implements Event {}
                                  interface Timed { long at(); }
                                  @Deprecated record Tick(long at) implements Timed {}

                                  @Topic("lists") void lists(@KafkaKey Long key, List<Map<String, Long>> values) {
                                    values.forEach(v -> sum.add(v.get("n")));
                                  }
                                  @Topic("events") void events(Event event) {
                                    if (event instanceof Paid paid) { sum.add(paid.cents()); }
                                  }
                                  @Topic("objects") void objects(Object body, RecordInfo info) { sum.add(info.offset()); }
                                  @Topic("ticks") void ticks(Tick tick) { sum.add(tick.at()); }
                                  @Topic("compiled") void compiled(@io.micronaut.messaging.annotation.MessageBody RecordInfo body) {}
                                  @EventTime static long at(Timed timed) { return timed.at(); }
                                  @Fold("all") static Pair<Long, byte[]> fold(@org.jspecify.annotations.Nullable Pair<Long, byte[]> soFar, Long any) {
                                    return new Pair<>(1L, new byte[0], List.of());
                                  }
                                }
                                """));
        assertThat(compilation.diagnostics()).allMatch(said -> said.getKind() == Diagnostic.Kind.NOTE);
        assertThat(compilation.said(Diagnostic.Kind.NOTE))
                .containsExactly(
                        "Forms.java:6: MR-0160: 'all' holds Forms.Pair<Long,byte[]>, which may change in place: each record"
                                + " gets a copy through the codec; a record of unchangeable values, or one with"
                                + " @Immutable, is shared as it is");
        try (URLClassLoader loader = compilation.loader();
                ApplicationContext context = ApplicationContext.builder(loader).start()) {
            Binding binding = Bindings.of(loader.loadClass("shop.Forms"));
            Object handler = context.createBean(
                    binding.handlerType(),
                    Map.of("sum", sum, "all", new Recorder().handles(binding).get("all")));
            binding.onRecord(handler, 0, 1L, List.of(Map.of("n", 5L), Map.of("n", 6L)), new Recorder());
            binding.onRecord(handler, 2, 1L, "anything", new Recorder());
            assertThat(added).containsExactly(5L, 6L, 42L);
            assertThat(binding.storeTypes(1).get(1)).hasToString("shop.Forms.Pair<java.lang.Long,byte[]>");
            assertThat(binding.model().stores().get(1).types().get(1))
                    .isEqualTo(new TypeModel(
                            "shop.Forms.Pair<java.lang.Long,byte[]>",
                            List.of("left:java.lang.Long", "right:byte[]", "more:java.util.List<java.lang.Long>"),
                            false));
            assertThat(binding.model().inputs().get(4).body())
                    .isEqualTo(new TypeModel(
                            "io.millrace.api.RecordInfo",
                            List.of(
                                    "topic:java.lang.String",
                                    "partition:int",
                                    "offset:long",
                                    "eventTime:long",
                                    "watermark:long",
                                    "late:boolean"),
                            true));
            assertThat(binding.model().inputs().get(3).eventTime()).isNotNull();
        }
    }
}
