package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said about messages that go as JSON: warnings, for a serde may be registered for them. */
class MessageRulesTest {
    private static final String OWN = "; if a serde of your own answers for it, compile with -Amillrace.serdeable=off";
    private static final String SOURCE =
            """
            package shop;
            import com.fasterxml.jackson.annotation.*;
            import io.micronaut.configuration.kafka.annotation.*;
            import io.micronaut.serde.annotation.Serdeable;
            import io.millrace.api.*;
            import java.util.*;
            @StatefulListener("h") record H(
                @To("x") Out<Bare> out,
                @To("y") Out<Fine> fine,
                @Repartition("r") KeyedOut<String, List<Bare>> again) {
              record Bare(long n) {}
              record InList(long n) {}
              @Serdeable record Fine(Bare within) {}
              @Serdeable.Serializable record OnlySent(long n) {}
              @Serdeable sealed interface Open permits A {}
              @Serdeable record A(long n) implements Open {}
              @Serdeable @JsonTypeInfo(use = JsonTypeInfo.Id.NAME) @JsonSubTypes(@JsonSubTypes.Type(B.class))
              sealed interface Told permits B {}
              @Serdeable record B(long n) implements Told {}
              @Topic("a") void a(@KafkaKey String k, List<InList> v) {}
              @Topic("b") void b(OnlySent v) {}
              @Topic("c") void c(Open v) {}
              @Topic("d") void d(Told v) {}
              @Topic("e") void e(byte[] v) {}
              @Topic("f") @To("z") OnlySent f(Map<String, String> v) { return new OnlySent(1); }
            }
            """;

    @TempDir
    Path output;

    @Test
    void recordsAndSealedTypesNeedSerdeable() {
        List<String> said =
                Compilation.rulesOnly(output, Map.of("shop/H.java", SOURCE)).said(Diagnostic.Kind.WARNING);
        String needs =
                " go as JSON, which needs @Serdeable on it: import io.micronaut.serde.annotation.Serdeable" + OWN;
        assertThat(said)
                .containsExactlyInAnyOrder(
                        "H.java:8: MR-0161: messages of type H.Bare" + needs,
                        "H.java:20: MR-0161: messages of type H.InList" + needs,
                        "H.java:21: MR-0161: messages of type H.OnlySent" + needs,
                        "H.java:22: MR-0161: JSON does not tell which H.Open a message is: add @JsonTypeInfo(use = NAME,"
                                + " property = \"type\") and @JsonSubTypes" + OWN);
    }

    @Test
    void projectsWithSerdesOfTheirOwnSaySo() {
        assertThat(Compilation.rulesOnly(output, Map.of("shop/H.java", SOURCE), "-Amillrace.serdeable=off")
                        .said(Diagnostic.Kind.WARNING))
                .isEmpty();
    }
}
