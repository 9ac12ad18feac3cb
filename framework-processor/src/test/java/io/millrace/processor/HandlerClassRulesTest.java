package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandlerClassRulesTest {
    @TempDir
    Path output;

    @Test
    void heapState() {
        Refused.by(
                output,
                """
                @StatefulListener("h") class H {
                  private final LongState n;
                  private int seen; //!
                  private final Map<String, String> cache = new HashMap<>(); //!
                  static int calls; //!
                  static final int LIMIT = 3;
                  H(LongState n) { this.n = n; }
                  @Topic("t") void on(@KafkaKey String k, String v) { seen++; n.add(1); }
                }""",
                "MR-0102: field 'seen' is not final: heap state is lost when a task moves, so keep it in a handle"
                        + " (ValueState, MapState, ..)",
                "MR-0102: field 'cache' is no constructor parameter: state made in the constructor is lost when a task"
                        + " moves, so take it as a parameter of that name",
                "MR-0102: static field 'calls' would be state that no commit holds: make it a constant, or keep state in"
                        + " a handle");
    }

    @Test
    void staticMapsOfRecords() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n) {
                  static final java.util.concurrent.ConcurrentMap<String, Long> SEEN = new java.util.concurrent.ConcurrentHashMap<>(); //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0102: static field 'SEEN' holds ConcurrentMap<String,Long>, which may change and which no commit holds:"
                        + " use an enum, a record or another type that cannot change, inject a bean, or keep state in a"
                        + " handle");
    }

    @Test
    void staticFieldsThatMayChange() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n) {
                  enum Kind { A }
                  record Box(List<String> names) {}
                  static final org.slf4j.Logger LOG = org.slf4j.LoggerFactory.getLogger("h");
                  static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("a+");
                  static final Duration DAY = Duration.ofDays(1);
                  static final Kind KIND = Kind.A;
                  static final int[] SIZES = {1}; //!
                  static final Box BOX = new Box(List.of()); //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0102: static field 'SIZES' holds int[], which may change and which no commit holds: use an enum, a"
                        + " record or another type that cannot change, inject a bean, or keep state in a handle",
                "MR-0102: static field 'BOX' holds H.Box, which may change and which no commit holds: use an enum, a record"
                        + " or another type that cannot change, inject a bean, or keep state in a handle");
    }

    @Test
    void aFieldThatIsNotItsParameter() {
        Refused.by(
                output,
                """
                @StatefulListener("h") class H {
                  private final LongState n;
                  private final Map<String, Long> cache; //!
                  H(LongState n, String cache) { this.n = n; this.cache = new HashMap<>(); }
                  @Topic("t") void on(@KafkaKey String k, String v) { n.add(1); }
                }""",
                "MR-0102: field 'cache' is Map<String,Long> but the constructor takes String of that name: what is made of"
                        + " it is lost when a task moves, so keep the parameter as it is");
    }

    @Test
    void superclass() {
        Refused.by(
                output,
                """
                class Base { }
                @StatefulListener("h") class H extends Base { //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0101: handler 'H' extends Base: a handler stands by itself, so put what is shared into a bean or into"
                        + " static methods");
    }

    @Test
    void annotationsOfOtherListenersOnMethods() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n) {
                  @SendTo("x")
                  @Topic("t") void on(@KafkaKey String k, String v) {} //!
                }""",
                "MR-0103: @SendTo on on() belongs to other listeners: remove it, @To and @OnFailure take its place");
    }

    @Test
    void abstractClass() {
        Refused.by(
                output,
                """
                @StatefulListener("h") abstract class H { //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0101: handler 'H' must be a record, or a class that is not abstract");
    }

    @Test
    void innerClass() {
        Refused.by(
                output,
                """
                class Outer {
                  @StatefulListener("h") class H { //!
                    @Topic("t") void on(@KafkaKey String k, String v) {}
                  }
                }""",
                "MR-0101: handler 'Outer.H' is an inner class: make it static");
    }

    @Test
    void typeParameters() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H<T>(LongState n) { //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0101: handler 'H' has type parameters: write the types, there is one handler per listener");
    }

    @Test
    void privateHandler() {
        Refused.by(
                output,
                """
                class Outer {
                  @StatefulListener("h") private record H(LongState n) { //!
                    @Topic("t") void on(@KafkaKey String k, String v) {}
                  }
                }""",
                "MR-0104: handler 'Outer.H' is private: generated code in the same package must see it, so drop private");
    }

    @Test
    void privateMessageType() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(
                  LongState n,
                  ValueState<Secret> last) { //!
                  private record Secret(int x) {}
                  @Topic("t") void on(@KafkaKey String k, Secret v) {} //!
                }""",
                "MR-0104: type 'H.Secret' is private: generated code in the same package must see it, so drop private",
                "MR-0104: type 'H.Secret' is private: generated code in the same package must see it, so drop private");
    }

    @Test
    void kafkaListenerOnTheSameClass() {
        Refused.by(
                output,
                """
                @KafkaListener
                @StatefulListener("h") record H(LongState n) { //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0103: @KafkaListener starts a consumer of its own: remove it, @StatefulListener takes its place");
    }

    @Test
    void scope() {
        Refused.by(
                output,
                """
                @jakarta.inject.Singleton
                @StatefulListener("h") record H(LongState n) { //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0103: @Singleton gives handlers a scope: remove it, the engine makes one instance per task");
    }

    @Test
    void aroundAdvice() {
        Refused.by(
                output,
                """
                @io.micronaut.aop.Around @interface Traced {}
                @Traced
                @StatefulListener("h") class H { //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }
                @StatefulListener("i") record I(LongState n) {
                  @Traced
                  @Topic("t") void on(@KafkaKey String k, String v) {} //!
                }""",
                "MR-0103: around advice on handler 'H': remove it, generated code calls methods directly",
                "MR-0103: around advice on on(): remove it, generated code calls methods directly");
    }

    @Test
    void failurePolicy() {
        Refused.by(
                output,
                """
                @OnFailure(retries = -1, backoff = "20s", backoffMax = "-1s")
                @StatefulListener("h") record H(LongState n) { //! //! //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0133: duration '-1s' is not a duration: write a number with ms, s, m, h or d, such as 10s or 7d, or"
                        + " ISO-8601",
                "MR-0143: retries = -1: use 0 or more",
                "MR-0143: backoffMax = 10s is shorter than backoff = 20s");
    }

    @Test
    void listenerName() {
        Refused.by(
                output,
                """
                @StatefulListener("Fraud Detector") record H(LongState n) { //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0130: listener name 'Fraud Detector' is not allowed: begin with a lower-case letter, go on with"
                        + " letters, digits and hyphens, 63 at most");
    }

    @Test
    void lateTopicWithoutOrder() {
        Refused.by(
                output,
                """
                @StatefulListener(value = "h", lateTo = "late") record H(LongState n) { //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0150: lateTo = \"late\" has no effect in order of arrival: add order = EVENT_TIME, or remove lateTo");
    }

    @Test
    void unnamedPackage() {
        Compilation compilation = Compilation.rulesOnly(
                output,
                Map.of(
                        "H.java",
                        """
                        @io.millrace.api.StatefulListener("h")
                        record H(io.millrace.api.LongState n) {
                          @io.micronaut.configuration.kafka.annotation.Topic("t")
                          void on(@io.micronaut.configuration.kafka.annotation.KafkaKey String k, Long v) {}
                        }"""));
        assertThat(compilation.said(Diagnostic.Kind.ERROR))
                .containsExactly(
                        "H.java:2: MR-0101: handler 'H' is in the unnamed package: give it a package, generated"
                                + " code needs one");
    }
}
