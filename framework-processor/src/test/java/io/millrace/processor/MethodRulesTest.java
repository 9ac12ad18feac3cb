package io.millrace.processor;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MethodRulesTest {
    @TempDir
    Path output;

    private void refused(String body, String... texts) {
        Refused.by(output, "@StatefulListener(\"h\") record H(LongState n) {\n" + body + "\n}", texts);
    }

    @Test
    void noBody() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k) {} //!""",
                "MR-0111: on() must take exactly one message body, found 0: write one parameter without annotation,"
                        + " @MessageHeader for headers, RecordInfo for the record's origin");
    }

    @Test
    void twoBodies() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, String a, @MessageBody Long b) {} //!""",
                "MR-0111: on() must take exactly one message body, found 2: write one parameter without annotation,"
                        + " @MessageHeader for headers, RecordInfo for the record's origin");
    }

    @Test
    void privateMethod() {
        refused(
                """
                @Topic("t") private void on(@KafkaKey String k, String v) {} //!""",
                "MR-0104: on() is private: generated code in the same package calls it, so drop private");
    }

    @Test
    void staticHandler() {
        refused(
                """
                @Topic("t") static void on(@KafkaKey String k, String v) {} //!""",
                "MR-0110: @Topic method on() must not be static: it works on the handler's state");
    }

    @Test
    void instanceEventTime() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, Long v) {}
                @EventTime long at(Long v) { return v; } //!""",
                "MR-0110: @EventTime method at() must be static: it is pure and may not see the handler's state");
    }

    @Test
    void returnValue() {
        refused(
                """
                @Topic("t") String on(@KafkaKey String k, String v) { return v; } //!""",
                "MR-0113: on() returns String: say where it goes, @To(\"topic\") on the method, or make it void and send"
                        + " through an Out handle of the constructor");
    }

    @Test
    void twoRoles() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, String v) {}
                @Topic("u") @Repartition("r") void both(@KafkaKey String k, String v) {} //!""",
                "MR-0114: both() is @Topic and @Repartition: write one method for each");
    }

    @Test
    void unboundParameter() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, String v, @KafkaPartition int p) {} //!""",
                "MR-0112: 'p' cannot be bound here: take RecordInfo for topic, partition, offset and time");
    }

    @Test
    void headerType() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, String v,
                    @MessageHeader("n") int n) {} //!""",
                "MR-0112: header 'n' cannot be given as Integer: take String or byte[]");
    }

    @Test
    void reservedHeader() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, String v, @MessageHeader("millrace.wm") byte[] wm) {} //!""",
                "MR-0128: header 'millrace.wm' belongs to the engine: take RecordInfo, or a header of your own");
    }

    @Test
    void whatDoesNotFitToATopicForResults() {
        refused(
                """
                @To("x") @Topic("a") void nothing(@KafkaKey String k, String v) {} //!
                @To("x") @Topic("b") Optional<String> optional(String v) { return Optional.of(v); } //!
                @To("x") @Topic("c") java.util.stream.Stream<String> many(String v) { return null; } //!
                @To("x") @Topic("d") java.util.concurrent.CompletionStage<String> later(String v) { return null; } //!
                @To("x") @Topic("e") @Nullable List<String> nullable(String v) { return null; } //!
                @To("x") @Topic("f") List<?> wild(String v) { return List.of(); } //!
                @To("x y") @Topic("g") String topic(String v) { return v; } //!""",
                "MR-0113: @To(\"x\") nothing() returns nothing: return the message, or remove @To",
                "MR-0113: @To(\"x\") optional() cannot return Optional<String>: @Nullable on the value's type says the"
                        + " same",
                "MR-0113: @To(\"x\") many() cannot return Stream<String>: an Iterable or List of messages says the same",
                "MR-0113: @To(\"x\") later() cannot return CompletionStage<String>: results of work elsewhere would come"
                        + " after the commit",
                "MR-0113: @To(\"x\") nullable() returns many or null: remove @Nullable and return an empty list for none",
                "MR-0116: type 'List' is not fully known: write all its type arguments, without wildcards and type variables",
                "MR-0121: 'x y' is not a topic's name: use letters, digits, '.', '_' and '-', 249 at most; placeholders"
                        + " are allowed, patterns are not");
    }

    @Test
    void resultsOfTwoMethodsOfOneName() {
        refused(
                """
                @To("x") @Topic("a") String on(@KafkaKey String k, String v) { return v; }
                @To("y") @Topic("b") Long on(@KafkaKey String k, Long v) { return v; } //!""",
                "MR-0131: output 'on' has the name of another output: rename one");
    }

    @Test
    void annotationsWithoutMeaning() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, String v) {}
                @To("x") String help(String v) { return v; } //!
                @Priority(1) @EventTime static long at(String v) { return 1; } //!""",
                "MR-0118: @To on help() means nothing: it belongs on a method with @Topic or @Repartition",
                "MR-0118: @Priority on at() means nothing: it belongs on a method with @Topic or @Repartition");
    }

    @Test
    void rankWithoutOrder() {
        refused(
                """
                @Topic("t") @Priority(1) void on(@KafkaKey String k, String v) {} //!
                @Topic("u") void other(@KafkaKey String k, Long v) {} //!
                @TieBreak static long seq(Long v) { return v; }
                """,
                "MR-0155: @Priority of 't' has no effect in order of arrival: add order = EVENT_TIME, or remove it",
                "MR-0155: @TieBreak of 'u' has no effect in order of arrival: add order = EVENT_TIME, or remove it");
    }

    @Test
    void rankBeyondItsBounds() {
        Refused.by(
                output,
                """
                @StatefulListener(value = "h", order = Order.EVENT_TIME) record H(LongState n) {
                  @Topic("t") @Priority(1_000_001) void on(@KafkaKey String k, String v) {} //!
                }""",
                "MR-0143: @Priority(1000001): use a rank from -1000000 to 1000000");
    }

    @Test
    void inheritedMethods() {
        Refused.by(
                output,
                """
                interface Base { @Topic("u") default void also(@KafkaKey String k, Long v) {} }
                @StatefulListener("h") record H(LongState n) implements Base { //!
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0101: @Topic method also() of Base is not read: write it in the handler itself");
    }

    @Test
    void rawBody() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, List v) {} //!
                @Topic("u") void any(@KafkaKey String k, List<?> v) {} //!""",
                "MR-0116: type 'List' is not fully known: write all its type arguments, without wildcards and type"
                        + " variables",
                "MR-0116: type 'List' is not fully known: write all its type arguments, without wildcards and type"
                        + " variables");
    }

    @Test
    void noInput() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n) {} //!""",
                "MR-0122: listener 'h' has no input: add a method with @Topic(\"..\") or @Repartition(\"..\")");
    }

    @Test
    void oneMethodPerTopic() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, String v) {}
                @Topic({"u", "t"}) void again(@KafkaKey String k, String v) {} //!""",
                "MR-0120: 't' is already read by on(): keep one method per topic and branch in it");
    }

    @Test
    void topicPattern() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, String v) {}
                @Topic(patterns = "pay.*") void many(@KafkaKey String k, String v) {} //!
                @Topic("pay.*") void some(@KafkaKey String k, String v) {} //!
                @Topic void none(@KafkaKey String k, String v) {} //!""",
                "MR-0121: @Topic(patterns = ..) on many(): state is bound to known topics, so name them:"
                        + " @Topic(\"payments\")",
                "MR-0121: 'pay.*' is not a topic's name: use letters, digits, '.', '_' and '-', 249 at most; placeholders"
                        + " are allowed, patterns are not",
                "MR-0121: @Topic without a name on none(): state is bound to known topics, so name them:"
                        + " @Topic(\"payments\")");
    }

    @Test
    void throwable() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, Long v) throws java.io.IOException {}
                @EventTime static long at(Long v) throws Throwable { return v; } //!""",
                "MR-0117: at() throws Throwable: declare Exception or less, errors are not for handlers");
    }

    @Test
    void noKey() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n) { //!
                  @Topic("t") void on(String v) {}
                }""",
                "MR-0123: no method of 'H' takes the key, so its type is not known: add a parameter such as @KafkaKey"
                        + " String key");
    }

    @Test
    void keysOfTwoTypes() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, String v) {}
                @Topic("u") void other(
                    @KafkaKey long k, String v) {} //!""",
                "MR-0124: key is Long here but String in on(): all inputs and timers of a listener have one key type");
    }

    @Test
    void keyType() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(LongState n) { //!
                  @Topic("t") void on(@KafkaKey Instant k, String v) {}
                }""",
                "MR-0125: java.time.Instant cannot be a key: use String, Integer, Long, UUID or byte[], or a record or enum"
                        + " of your own with @CanonicalKey, whose serde writes equal keys with equal bytes");
    }

    @Test
    void keyThatMayChange() {
        Refused.by(
                output,
                """
                @StatefulListener("h") record H(@Repartition("by-card") KeyedOut<H.Card, String> by) { //!
                  @CanonicalKey @Immutable record Card(String bank, Set<Long> numbers) {}
                  @Topic("t") void on(@KafkaKey String k, String v) {}
                }""",
                "MR-0125: shop.H.Card cannot be the key of a re-key topic: with @CanonicalKey all its components must be of"
                        + " types that cannot change (no collections, arrays or classes of your own)");
    }

    @Test
    void eventTimeOfNoInput() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, String v) {}
                @EventTime static long at(Long v) { return v; } //!
                @TieBreak(topics = "u") static long seq(String v) { return 1; } //!
                @TieBreak(topics = "t") static long order(Long v) { return 1; } //!""",
                "MR-0126: @EventTime at() takes Long, which is no input's body: take one of String",
                "MR-0126: @TieBreak seq() names 'u', which is no input here: known are 't'",
                "MR-0126: @TieBreak order() takes Long but 't' carries String");
    }

    @Test
    void eventTimeOfSeveralInputs() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, Long v) {}
                @Topic("u") void other(@KafkaKey String k, Long v) {}
                @EventTime static long at(Long v) { return v; } //!""",
                "MR-0127: @EventTime at() may belong to several inputs, 't', 'u': say which with topics = {\"t\"}");
    }

    @Test
    void twoEventTimesOfOneInput() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, Long v) {}
                @EventTime static long at(Long v) { return v; }
                @EventTime(topics = "t") static long when(Long v) { return v; } //!""",
                "MR-0127: input 't' already has a method for its event time: remove when(), or give both topics = ..");
    }

    @Test
    void eventTimeSignature() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, Long v) {}
                @EventTime static Instant at(Long v) { return Instant.EPOCH; } //!
                @TieBreak static long seq(Long v, int n) { return v; } //!""",
                "MR-0113: @EventTime at() must take the message body and return long: static long at(Payment p)",
                "MR-0113: @TieBreak seq() must take the message body and return long: static long seq(Payment p)");
    }

    @Test
    void eventTimeDurations() {
        refused(
                """
                @Topic("t") void on(@KafkaKey String k, Long v) {}
                @EventTime(outOfOrder = "ten", idle = "0s") static long at(Long v) { return v; } //! //!""",
                "MR-0133: duration 'ten' is not a duration: write a number with ms, s, m, h or d, such as 10s or 7d, or"
                        + " ISO-8601",
                "MR-0133: duration '0s' must be longer than 0: write 1ms or more");
    }
}
