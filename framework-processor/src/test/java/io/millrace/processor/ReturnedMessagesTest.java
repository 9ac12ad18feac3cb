package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.millrace.model.OutputModel;
import io.millrace.spi.Binding;
import io.millrace.spi.Bindings;
import io.millrace.spi.TypeRef;
import java.io.IOException;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What methods with {@code @To} return is sent to an output of its own. */
class ReturnedMessagesTest {
    @TempDir
    static Path output;

    private static URLClassLoader loader;
    private static Binding binding;

    private final Recorder recorder = new Recorder();

    @BeforeAll
    static void compile() throws ClassNotFoundException {
        Compilation compilation = Compilation.of(
                output,
                Map.of(
                        "shop/Returning.java",
                        """
                        package shop;
                        import io.micronaut.configuration.kafka.annotation.*;
                        import io.millrace.api.*;
                        import java.util.*;
                        import org.jspecify.annotations.Nullable;

                        @StatefulListener("returning")
                        record Returning(@To("handle") Out<String> handle) {
                          @Topic("ones") @To("one") String oneOf(@KafkaKey String key, String v) {
                            return v.isEmpty() ? null : v;
                          }
                          @Topic("maybes") @To("maybe") @Nullable String maybe(String v) { return v.isEmpty() ? null : v; }
                          @Topic("lists") @To("many") List<Map<String, Long>> many(List<Map<String, Long>> v) { return v; }
                          @Topic("iterables") @To("each") Iterable<String> each(Long n) { return n == 0 ? null : List.of("x", "y"); }
                          @Topic("numbers") @To("number") long number(String v) { return v.length(); }
                          @Topic({"bytes", "more-bytes"}) @To("raw") byte[] raw(byte[] v) throws java.io.IOException { return v; }
                        }
                        """));
        assertThat(compilation.diagnostics()).isEmpty();
        loader = compilation.loader();
        binding = Bindings.of(loader.loadClass("shop.Returning"));
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    private void handle(int input, Object body) throws Exception {
        try (ApplicationContext context = ApplicationContext.builder(loader).start()) {
            Object handler = context.createBean(binding.handlerType(), recorder.handles(binding));
            binding.onRecord(handler, input, "k", body, recorder);
        }
    }

    @Test
    void outputsOfMethodsStandBehindThoseOfHandles() {
        assertThat(binding.model().outputs())
                .extracting(OutputModel::name, OutputModel::topic)
                .hasToString(
                        "[(\"handle\", \"handle\"), (\"one-of\", \"one\"), (\"maybe\", \"maybe\"), (\"many\", \"many\"),"
                                + " (\"each\", \"each\"), (\"number\", \"number\"), (\"raw\", \"raw\")]");
        assertThat(binding.outputValueType(3))
                .isEqualTo(TypeRef.of(Map.class, TypeRef.of(String.class), TypeRef.of(Long.class)));
        assertThat(binding.outputValueType(5)).isEqualTo(TypeRef.of(Long.class));
        assertThat(binding.outputKeyType(1)).isEqualTo(TypeRef.of(String.class));
        assertThat(binding.handles()).hasSize(1);
    }

    @Test
    void oneMessage() throws Exception {
        handle(0, "a");
        assertThat(recorder.notes).containsExactly("#1.send(a)");
        assertThatThrownBy(() -> handle(0, ""))
                .hasMessage(
                        "MR-0607: oneOf() returned null; return a message or, to send none, say so: @Nullable on the"
                                + " return type, or an empty list");
    }

    @Test
    void oneOrNone() throws Exception {
        handle(1, "");
        assertThat(recorder.notes).isEmpty();
        handle(1, "a");
        assertThat(recorder.notes).containsExactly("#2.send(a)");
    }

    @Test
    void manyInTheirOrder() throws Exception {
        handle(2, List.of(Map.of("n", 1L), Map.of("n", 2L)));
        handle(3, 2L);
        handle(2, List.of());
        assertThat(recorder.notes).containsExactly("#3.send({n=1})", "#3.send({n=2})", "#4.send(x)", "#4.send(y)");
        assertThatThrownBy(() -> handle(3, 0L)).hasMessageStartingWith("MR-0607: each() returned null");
        assertThatThrownBy(() -> handle(2, Arrays.asList(Map.of("n", 1L), null)))
                .hasMessageStartingWith("MR-0607: many() returned null");
    }

    @Test
    void primitivesAndBytes() throws Exception {
        handle(4, "four");
        handle(6, new byte[0]);
        assertThat(recorder.notes).first().isEqualTo("#5.send(4)");
        assertThat(recorder.notes).last().asString().startsWith("#6.send([B@");
    }
}
