package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import io.millrace.spi.Binding;
import io.millrace.spi.Bindings;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.util.Map;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ValidationRulesTest {
    private static final String VALID =
            """
            package shop;
            import io.micronaut.configuration.kafka.annotation.*;
            import io.micronaut.core.annotation.Introspected;
            import io.millrace.api.*;
            import jakarta.validation.Valid;
            import jakarta.validation.constraints.Positive;
            @StatefulListener("h") record H(LongState n) {
              @Introspected record Payment(@Positive long cents) {}
              @Topic("t") void on(@KafkaKey String k, @Valid Payment p) { n.add(p.cents()); }
              @Topic("u") void other(Payment p) { n.add(p.cents()); }
            }
            """;

    @TempDir
    Path output;

    /** The engine validates; Micronaut must not put advice around a handler, which may be a record. */
    @Test
    void aBodyIsMarkedAndTheHandlerStaysPlain() throws Exception {
        Compilation compilation = Compilation.of(output, Map.of("shop/H.java", VALID));
        assertThat(compilation.diagnostics()).isEmpty();
        try (URLClassLoader loader = compilation.loader();
                ApplicationContext context = ApplicationContext.builder(loader).start()) {
            Binding binding = Bindings.of(loader.loadClass("shop.H"));
            assertThat(binding.model().inputs())
                    .extracting(input -> input.valid())
                    .containsExactly(true, false);
            Object handler = context.createBean(binding.handlerType(), new Recorder().handles(binding));
            assertThat(handler.getClass()).isEqualTo(binding.handlerType());
            assertThat(context.getBeanDefinition(binding.handlerType()).getExecutableMethods())
                    .isEmpty();
        }
    }

    @Test
    void withoutAValidatorNobodyWouldCheck() {
        Compilation compilation = Compilation.without(
                "micronaut-validation-", () -> Compilation.rulesOnly(output, Map.of("shop/H.java", VALID)));
        assertThat(compilation.said(Diagnostic.Kind.ERROR))
                .containsExactly("H.java:9: MR-0115: @Valid on 'p' needs a validator: add the dependency"
                        + " io.micronaut.validation:micronaut-validation");
    }

    @Test
    void whatElseAsksForValidation() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n, EventTimers<String> t) {
                  record P(long cents) {}
                  @Topic("t") void on(
                      @KafkaKey @jakarta.validation.constraints.NotBlank String k, //!
                      @jakarta.validation.constraints.NotNull P p, //!
                      @MessageHeader("h") @jakarta.validation.Valid String h) {} //!
                  @Topic("u") void number(@jakarta.validation.Valid Long v) {} //!
                  @OnTimer("t") void fire(@jakarta.validation.Valid String id) {} //!
                }""",
                "MR-0115: only a message body is validated: check 'k' in on() and throw new Rejected(\"reason\")",
                "MR-0115: a constraint on 'p' itself is not checked: put it on a component of the message's record and"
                        + " write @Valid here",
                "MR-0115: only a message body is validated: check 'h' in on() and throw new Rejected(\"reason\")",
                "MR-0115: Long 'v' has nothing to validate: remove @Valid, check it in the method and throw new"
                        + " Rejected(\"reason\")",
                "MR-0115: only a message body is validated: check 'id' in fire() and throw new Rejected(\"reason\")");
    }
}
