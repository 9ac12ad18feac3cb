package io.millrace.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.Upcast;
import io.millrace.spi.TypeRef;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** One type in its ages: each enclosing name stands for one version of the code. */
class EvolutionTest {
    private enum Two {
        A,
        B
    }

    private enum Three {
        A,
        B,
        C
    }

    private static final class First {
        private record Spend(int n, long cents, String note) {}

        private record Wrong(int n, String cents) {}
    }

    private static final class Second {
        private record Spend(long n, long cents, List<String> tags, @Nullable Long limit, double rate) {
            private Spend {
                tags = tags == null ? List.of("none") : tags;
            }
        }
    }

    private record Old(long cents) {}

    private record Middle(long cents, String currency) {
        @Upcast
        static Middle from(Old old) {
            return new Middle(old.cents, "EUR");
        }
    }

    private record Young(Map<String, Long> amounts) {
        @Upcast
        static Young from(Middle old) {
            return new Young(Map.of(old.currency, old.cents));
        }
    }

    private record OldAccount(String name, List<Old> spends) {}

    private record Account(String name, List<Young> spends) {}

    private record Tree(int value, List<Tree> children) {}

    private sealed interface Figure {}

    private record Circle(double radius) implements Figure {}

    private record Group(List<Figure> parts) implements Figure {}

    private record NotStatic(int a) {
        @Upcast
        NotStatic from(Old old) {
            return this;
        }
    }

    private record Round(int a) {
        @Upcast
        static Round from(About old) {
            return new Round(old.a);
        }
    }

    private record About(int a) {
        @Upcast
        static About from(Round old) {
            return new About(old.a);
        }
    }

    private static Codec<Object> of(Class<?> type, TypeRef... arguments) {
        return Codecs.of(TypeRef.of(type, arguments));
    }

    private static List<String> refusals(Codec<Object> stored, Codec<Object> now) {
        return now.schema().refusals(stored.schema());
    }

    @Test
    void componentsComeAndGo() {
        Codec<Object> first = of(First.Spend.class);
        Codec<Object> second = of(Second.Spend.class);
        Object read = second.decode(first.encode(new First.Spend(3, 500, "x")));
        assertThat(read)
                .as("widened; the canonical constructor's default; null; zero")
                .isEqualTo(new Second.Spend(3, 500, List.of("none"), null, 0));
        assertThat(refusals(first, second)).isEmpty();
    }

    @Test
    void whatWouldBeReadWronglyIsRefused() {
        assertThat(refusals(of(First.Spend.class), of(First.Wrong.class)))
                .containsExactly("cents: was Long and is String");
        assertThat(refusals(of(Second.Spend.class), of(First.Spend.class)))
                .containsExactly("n: was Long and is Integer");
        assertThat(refusals(of(Three.class), of(Two.class))).containsExactly("C is gone, but values may hold it");
        assertThat(refusals(of(Two.class), of(Three.class))).isEmpty();
        assertThat(refusals(of(Long.class), of(Integer.class))).containsExactly("was Long and is Integer");
        assertThat(refusals(of(Integer.class), of(Long.class)))
                .as("a value by itself has the format of its type")
                .hasSize(1);
        assertThat(refusals(
                        of(List.class, TypeRef.of(First.Spend.class)), of(List.class, TypeRef.of(First.Wrong.class))))
                .containsExactly("cents: was Long and is String");
        assertThat(refusals(of(List.class, TypeRef.of(Long.class)), of(Set.class, TypeRef.of(Long.class))))
                .containsExactly("was list<Long> and is set<Long>");
        assertThat(refusals(of(Figure.class), of(Circle.class))).hasSize(1);
    }

    /** Values of the first age may still be there in the third. */
    @Test
    void aNameOnceUsedKeepsItsType() {
        Schema first = of(First.Spend.class).schema();
        Schema between = of(Old.class).schema().with(first);
        assertThat(between.text()).isEqualTo("{cents: Long, n: Integer, note: String}");
        assertThat(of(First.Wrong.class).schema().refusals(between)).containsExactly("cents: was Long and is String");
        Schema wide = of(Second.Spend.class).schema().with(first);
        assertThat(of(First.Spend.class).schema().refusals(wide)).containsExactly("n: was Long and is Integer");
    }

    @Test
    void anUpcastMakesOneOfTheOther() {
        Codec<Object> old = of(Old.class);
        Codec<Object> middle = of(Middle.class);
        Codec<Object> young = of(Young.class);
        assertThat(middle.decode(old.encode(new Old(5)))).isEqualTo(new Middle(5, "EUR"));
        assertThat(young.decode(old.encode(new Old(5)))).isEqualTo(new Young(Map.of("EUR", 5L)));
        assertThat(young.decode(middle.encode(new Middle(6, "CHF")))).isEqualTo(new Young(Map.of("CHF", 6L)));
        assertThat(young.decode(young.encode(new Young(Map.of("CHF", 7L))))).isEqualTo(new Young(Map.of("CHF", 7L)));
        assertThat(refusals(old, young)).isEmpty();
        assertThat(refusals(middle, young)).isEmpty();
        assertThat(refusals(young, old)).hasSize(2).allMatch(text -> text.contains("@Upcast"));
        assertThatThrownBy(() -> old.decode(young.encode(new Young(Map.of()))))
                .isInstanceOf(CodecException.class)
                .hasMessageContaining("a value of version 3");
    }

    @Test
    void anUpcastWorksAtAnyDepth() {
        byte[] bytes = of(OldAccount.class).encode(new OldAccount("a", List.of(new Old(1), new Old(2))));
        assertThat(of(Account.class).decode(bytes))
                .isEqualTo(new Account("a", List.of(new Young(Map.of("EUR", 1L)), new Young(Map.of("EUR", 2L)))));
        assertThat(refusals(of(OldAccount.class), of(Account.class))).isEmpty();
    }

    @Test
    void anUpcastThatCannotBeIsRefused() {
        assertThatThrownBy(() -> of(NotStatic.class)).hasMessageContaining("MR-0425");
        assertThatThrownBy(() -> of(Round.class))
                .hasMessageContaining("MR-0425")
                .hasMessageContaining("circle");
    }

    @Test
    void aSchemaCanBeStored() {
        Codec<Object> schemas = of(Schema.class);
        for (Class<?> type : List.of(Tree.class, Figure.class, Account.class, Two.class, Long.class, Schema.class)) {
            Schema schema = of(type).schema();
            assertThat(schemas.decode(schemas.encode(schema)))
                    .as(type.getName())
                    .isEqualTo(schema);
            assertThat(schema.refusals(schema)).isEmpty();
            assertThat(schema.with(schema)).isEqualTo(schema);
        }
        assertThat(of(Tree.class).schema().text()).isEqualTo("{children: list<..>, value: Integer}");
        assertThat(schemas.encode(of(Second.Spend.class).schema())).hasSizeLessThan(200);
    }
}
