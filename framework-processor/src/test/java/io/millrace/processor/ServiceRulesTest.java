package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Rules between the listeners of a module. */
class ServiceRulesTest {
    private static final String WRITER =
            "@StatefulListener(\"w\") record W(@Repartition(\"r\") KeyedOut<Long, String> out)"
                    + " { @Topic(\"t\") void on(@KafkaKey String k, String v) { out.send(1L, v); } }\n";

    @TempDir
    Path output;

    @Test
    void readersKeyMustBeTheWriters() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n) {
                  @Repartition("r") void on(@KafkaKey String k, String v) {} //!
                }
                """
                        + WRITER,
                "MR-0151: @Repartition(\"r\") is keyed by java.lang.Long in listener 'w' but read with key"
                        + " java.lang.String: use one type");
    }

    @Test
    void oneWriterPerRepartition() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n) {
                  @Repartition("r") void on(@KafkaKey Long k, String v) {}
                }
                @StatefulListener("x") record X(
                  @Repartition("r") KeyedOut<Long, String> again) { //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }
                """
                        .replace("@StatefulListener(\"x\")", WRITER.strip() + " @StatefulListener(\"x\")"),
                "MR-0154: @Repartition(\"r\") is already written by listener 'w': give each writer a name of its own");
    }

    @Test
    void oneListenerPerName() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n) {
                  @Topic("t") void on(@KafkaKey Long k, String v) {}
                }
                @StatefulListener("h") record I(LongState n) { //!
                  @Topic("t") void on(@KafkaKey Long k, String v) {}
                }
                """,
                "MR-0153: listener 'h' has the name of shop.H: rename one");
    }

    /** Another jar may hold the writer: said, but neither an error nor a warning, which would stop strict builds. */
    @Test
    void aReaderMayBeAlone() {
        Compilation alone = Compilation.of(
                output,
                Map.of(
                        "shop/H.java",
                        """
                        package shop;
                        import io.millrace.api.*;
                        import io.micronaut.configuration.kafka.annotation.KafkaKey;
                        @StatefulListener("h") record H(LongState n) {
                          @Repartition("r") void on(@KafkaKey String k, String v) {}
                        }
                        """));
        assertThat(alone.success()).isTrue();
        assertThat(alone.said(Diagnostic.Kind.NOTE))
                .containsExactly("H.java:5: MR-0152: @Repartition(\"r\") is written by no listener known here: another"
                        + " jar's must have a KeyedOut of that name");
    }
}
