package io.millrace.processor;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HandleRulesTest {
    private static final String ON = ") { @Topic(\"t\") void on(@KafkaKey String k, String v) {}\n";

    private static final String USE =
            ": use a record, an enum, a sealed interface of these, a simple type (numbers, String,"
                    + " Instant, Duration, LocalDate, LocalTime, LocalDateTime, UUID, byte[]), a List, Set or Map of these,"
                    + " or a class that is Packed";
    private static final String IDS =
            ": use a simple type (numbers, String, Instant, UUID), an enum, or a record of these";

    @TempDir
    Path output;

    private void refused(String components, String body, String... texts) {
        Refused.by(output, "@StatefulListener(\"h\") record H(\n" + components + ON + body + "\n}", texts);
    }

    @Test
    void timerWithoutMethod() {
        refused(
                """
                LongState n,
                EventTimer wakeUp //!
                """,
                "",
                "MR-0136: timer 'wake-up' has no method: add @OnTimer(\"wake-up\") void expired(@KafkaKey String key)");
    }

    @Test
    void methodWithoutTimer() {
        refused(
                "EventTimer wakeUp\n",
                """
                @OnTimer("wakeUp") void up(@KafkaKey String k) {} //!
                @OnTimer("wake-up") void right() {}
                @OnTimer("wake-up") void twice() {} //!""",
                "MR-0137: @OnTimer(\"wakeUp\") names no timer of this listener: known are [wake-up]",
                "MR-0137: @OnTimer(\"wake-up\") is already handled by right(): keep one method");
    }

    @Test
    void timerMethodParameters() {
        refused(
                "EventTimers<Long> t, ProcessingTimer p\n",
                """
                @OnTimer("t") void t(@KafkaKey String k, Instant due, String id) {} //!
                @OnTimer("p") boolean p(RecordInfo info) { return true; } //! //!""",
                "MR-0112: 'id' cannot be given to a timer's method: take @KafkaKey, the Instant it was set for, or its id"
                        + " as Long",
                "MR-0112: 'info' cannot be given to a timer's method: take @KafkaKey, the Instant it was set for",
                "MR-0113: p() returns Boolean: make it void and send through an Out handle of the constructor");
    }

    @Test
    void rollingWithoutFold() {
        refused(
                """
                LongState n,
                @Rolling("1d")
                  RollingState<Long, Integer> spend //!
                """,
                "",
                "MR-0134: rolling state 'spend' has no fold: add @Fold(\"spend\") static Integer fold(@Nullable Integer"
                        + " soFar, Long added), or @Rolling(aggregate = ..)");
    }

    @Test
    void foldWithoutRolling() {
        refused(
                "LongState spend\n",
                """
                @Fold("spend") static Long fold(@Nullable Long a, long b) { return b; } //!
                @Unfold("spend") static Long unfold(Long a, long b) { return b; } //!""",
                "MR-0135: @Fold(\"spend\") names no rolling state of this listener: known are []",
                "MR-0135: @Unfold(\"spend\") names no rolling state of this listener: known are []");
    }

    @Test
    void foldSignature() {
        refused(
                "@Rolling(\"1d\") RollingState<Long, Integer> spend\n",
                """
                @Fold("spend") static Integer fold(int a, long b) { return 1; } //!
                @Unfold("spend") static Integer unfold(Integer a, String b) { return 1; } //!""",
                "MR-0141: @Fold(\"spend\") does not fit RollingState<Long, Integer>: write static Integer fold(@Nullable"
                        + " Integer soFar, Long added)",
                "MR-0141: @Unfold(\"spend\") does not fit RollingState<Long, Integer>: write static Integer"
                        + " unfold(Integer soFar, Long removed)");
    }

    @Test
    void foldedTwice() {
        refused(
                """
                @Rolling("1d") RollingState<Long, Integer> a,
                @Rolling(value = "1d", aggregate = Sum.class) RollingState<Long, Integer> b, //!
                @Rolling(value = "1d", aggregate = Sum.class) RollingState<String, Integer> c //!
                """,
                """
                @Fold("a") static Integer fold(@Nullable Integer a, long b) { return 1; }
                @Fold("a") static Integer again(@Nullable Integer a, long b) { return 1; } //!
                @Fold("b") static Integer other(@Nullable Integer a, long b) { return 1; }
                static class Sum implements Aggregate<Long, Integer> {
                  public Integer empty() { return 0; }
                  public Integer add(Integer a, Long e) { return a + 1; }
                }""",
                "MR-0140: rolling state 'b' has an aggregate class and methods: keep one",
                "MR-0141: aggregate H.Sum does not fit: it must be an Aggregate<String, Integer> with a constructor"
                        + " without parameters, neither of them private",
                "MR-0140: @Fold(\"a\") is there twice: keep one method");
    }

    @Test
    void windowSizes() {
        refused(
                """
                @Rolling({"1d", "24h"}) RollingState<Long, Integer> a, //!
                @Rolling({}) RollingState<Long, Integer> b, //!
                @Rolling({"24x", "0s", "1d"}) RollingState<Long, Integer> c //! //!
                """,
                """
                @Fold("a") static Integer a(@Nullable Integer a, long b) { return 1; }
                @Fold("b") static Integer b(@Nullable Integer a, long b) { return 1; }
                @Fold("c") static Integer c(@Nullable Integer a, long b) { return 1; }""",
                "MR-0142: @Rolling([1d, 24h]): name at least one size, and each only once",
                "MR-0142: @Rolling([]): name at least one size, and each only once",
                "MR-0133: duration '24x' is not a duration: write a number with ms, s, m, h or d, such as 10s or 7d, or"
                        + " ISO-8601",
                "MR-0133: duration '0s' must be longer than 0: write 1ms or more");
    }

    @Test
    void ttl() {
        refused(
                """
                @State(ttl = "PT-5S") LongState a, //!
                @State(ttl = "0d") LongState b //!
                """,
                "",
                "MR-0133: duration 'PT-5S' is negative: write a number with ms, s, m, h or d, such as 10s or 7d, or"
                        + " ISO-8601",
                "MR-0133: duration '0d' must be longer than 0: write 1ms or more");
    }

    @Test
    void missingAnnotations() {
        refused(
                """
                Out<String> out, //!
                KeyedOut<String, String> keyed, //!
                RollingState<Long, Integer> rolling //!
                """,
                "",
                "MR-0138: 'out' does not say where it sends: add @To(\"topic\")",
                "MR-0138: 'keyed' does not say where it sends: add @To(\"topic\") or @Repartition(\"name\")",
                "MR-0138: 'rolling' does not say which windows it keeps: add @Rolling(\"7d\")");
    }

    @Test
    void annotationsThatDoNotFit() {
        refused(
                """
                @To("x") LongState a, //!
                @Rolling("1d") ValueState<Long> b, //!
                @State(maxEntries = 3) LongState c, //!
                @Repartition("r") Out<String> d, //!
                @State String bean, //!
                @To("x") @Repartition("x") KeyedOut<String, String> e //!
                """,
                "",
                "MR-0139: @To on 'a': a store is no output, so remove it",
                "MR-0139: @Rolling on 'b': only a RollingState has windows, so remove it",
                "MR-0139: maxEntries is for ListState and MapState",
                "MR-0139: @Repartition gives records a new key: use KeyedOut, or @To for an output with the current key",
                "MR-0139: @State on 'bean': String is no handle, so remove it",
                "MR-0139: @To and @Repartition on one output: keep one");
    }

    @Test
    void rawHandles() {
        refused(
                """
                ValueState raw, //!
                ListState<? extends Number> wild, //!
                MapState<String, List> inner //!
                """,
                "",
                "MR-0116: type 'ValueState' is not fully known: write all its type arguments, without wildcards and type"
                        + " variables",
                "MR-0116: type 'ListState' is not fully known: write all its type arguments, without wildcards and type"
                        + " variables",
                "MR-0116: type 'MapState' is not fully known: write all its type arguments, without wildcards and type"
                        + " variables");
    }

    @Test
    void typesThatCannotBeStored() {
        refused(
                """
                ValueState<Thread> a, //!
                ListState<Box> b, //!
                MapState<String, Map<String, Object>> c, //!
                @Rolling("1d") RollingState<long[], Shape> d, //!
                MapState<Box, String> e, //!
                ValueState<Tree> fine
                """,
                """
                record Box(String name, Optional<Long> value) {}
                record Tree(List<Tree> below, Shape shape, java.math.BigDecimal sum) {}
                sealed interface Shape permits Dot, Line {}
                record Dot() implements Shape {}
                record Line(byte[] points, Kind kind) implements Shape {}
                enum Kind { THIN }
                @Fold("d") static Shape fold(@Nullable Shape a, long[] b) { return new Dot(); }""",
                "MR-0144: 'a' cannot store type Thread" + USE,
                "MR-0144: 'b' cannot store type Optional<Long>, which is part of H.Box" + USE,
                "MR-0144: 'c' cannot store type Object, which is part of Map<String,Object>" + USE,
                "MR-0144: 'd' cannot store type long[]" + USE,
                "MR-0145: 'e' cannot have keys of type H.Box: use Boolean, Double, Instant, Integer, LocalDate, Long,"
                        + " String, UUID, byte[] or an enum");
    }

    @Test
    void timerIdsWithoutBytesOfTheirOwn() {
        refused(
                """
                EventTimers<Set<String>> a, //!
                ProcessingTimers<Thread> b, //!
                EventTimers<Id> c, //!
                EventTimers<Pair> fine
                """,
                """
                record Id(String name, Map<String, Long> more) {}
                record Pair(String name, List<Long> more) {}
                @OnTimer("a") void onA() {}
                @OnTimer("b") void onB() {}
                @OnTimer("c") void onC() {}
                @OnTimer("fine") void fine(Pair id) {}""",
                "MR-0146: 'a' cannot have ids of type Set<String>" + IDS,
                "MR-0146: 'b' cannot have ids of type Thread" + IDS,
                "MR-0146: 'c' cannot have ids of type Map<String,Long>, which is part of H.Id" + IDS);
    }

    @Test
    void names() {
        refused(
                """
                @State("Bad_Name") LongState a, //!
                @State("same") LongState b,
                @State("same") LongState c, //!
                EventTimer same, //!
                @Repartition("Not Good") KeyedOut<String, String> d, //!
                @To("not good") Out<String> e, //!
                @Repartition("by-time") KeyedOut<Instant, String> f, //!
                @State(maxEntries = -1) ListState<String> g //!
                """,
                "@OnTimer(\"same\") void expired() {}",
                "MR-0130: store name 'Bad_Name' is not allowed: begin with a lower-case letter, go on with letters, digits"
                        + " and hyphens, 63 at most",
                "MR-0131: store 'same' has the name of another store: rename one",
                "MR-0131: timer 'same' has the name of another store: rename one",
                "MR-0130: re-key topic name 'Not Good' is not allowed: begin with a lower-case letter, go on with letters,"
                        + " digits and hyphens, 63 at most",
                "MR-0121: 'not good' is not a topic's name: use letters, digits, '.', '_' and '-', 249 at most;"
                        + " placeholders are allowed, patterns are not",
                "MR-0125: java.time.Instant cannot be the key of a re-key topic: use String, Integer, Long, UUID or byte[], or a"
                        + " record or enum of your own with @CanonicalKey, whose serde writes equal keys with equal bytes",
                "MR-0143: maxEntries = -1: use 0 (no limit) or more");
    }

    /** Two names whose CRC32 is the same. */
    @Test
    void storeIdsThatCollide() {
        refused(
                """
                @State("uejgtcuo") LongState a,
                @State("iiwucoup") LongState b //!
                """,
                "",
                "MR-0132: store 'iiwucoup' and 'uejgtcuo' have the same 32-bit id: rename one");
    }
}
