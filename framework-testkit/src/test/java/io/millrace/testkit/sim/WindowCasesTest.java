package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.api.TimeDomain;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Flink's facts about windows, played to the whole engine; once as they are, once with a crash and a restore after every
 * step. Flink's watermark w is our w + 1.
 */
class WindowCasesTest {
    /** Where we differ on purpose. */
    private static final Map<String, String> DIFFERENT = Map.of(
            "win.derived.restart_preserves_pending_and_late_state",
            "Flink forgets the watermark on restart and takes late records again; ours is committed",
            "win.derived.tumbling_negative_timestamps",
            "a negative event time is refused by the listener's policy before any window sees it");

    private static final Cases CASES = Cases.read();

    /** What is played, and why the others are not. */
    private record Cases(int all, List<WindowCase> played, Map<String, List<String>> others) {
        static Cases read() {
            Path file = Path.of(System.getProperty("millrace.cases.dir", "absent"), "window-cases.json");
            List<WindowCase> played = new ArrayList<>();
            Map<String, List<String>> others = new TreeMap<>();
            int all = 0;
            for (JsonNode json : Files.exists(file) ? cases(file) : List.<JsonNode>of()) {
                WindowCase each = WindowCase.of(json);
                String reason = DIFFERENT.getOrDefault(each.id(), each.notOurs());
                if (reason == null) {
                    played.add(each);
                } else {
                    others.computeIfAbsent(reason, any -> new ArrayList<>()).add(each.id());
                }
                all++;
            }
            return new Cases(all, played, others);
        }

        private static Iterable<JsonNode> cases(Path file) {
            try {
                return new ObjectMapper().readTree(file.toFile()).get("cases");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** Of each way to play, how many came out right. */
    private static final Map<String, Integer> PASSED = new TreeMap<>();

    @TestFactory
    Stream<DynamicTest> asTheyAre() {
        return tests("as they are", false);
    }

    @TestFactory
    Stream<DynamicTest> withACrashAfterEveryStep() {
        return tests("with a crash after every step", true);
    }

    private static Stream<DynamicTest> tests(String how, boolean crashing) {
        assumeTrue(CASES.all() > 0, "no window-cases.json");
        PASSED.put(how, 0);
        return CASES.played().stream()
                .map(each -> DynamicTest.dynamicTest(each.id(), () -> {
                    play(each, crashing);
                    PASSED.merge(how, 1, Integer::sum);
                }));
    }

    @Test
    void fewWait() {
        assumeTrue(CASES.all() > 0, "no window-cases.json");
        assertThat(CASES.played()).hasSizeGreaterThanOrEqualTo(31);
    }

    @AfterAll
    static void tell() {
        StringBuilder text = new StringBuilder(
                "window cases: " + CASES.played().size() + " of " + CASES.all() + " played; passed: " + PASSED);
        CASES.others().forEach((reason, ids) -> text.append("\n  not played, ")
                .append(reason)
                .append(": ")
                .append(ids.size())
                .append(' ')
                .append(ids));
        System.out.println(text);
    }

    private static void play(WindowCase each, boolean crashing) {
        CaseRig rig = new CaseRig(each.window());
        switch (each.json().get("kind").asText()) {
            case "run" -> run(each, rig, crashing);
            case "assign" -> assign(each, rig, crashing);
            default -> merge(each, rig, crashing);
        }
    }

    private static void run(WindowCase each, CaseRig rig, boolean crashing) {
        boolean wall = each.window().time() == TimeDomain.PROCESSING;
        long zero = wall ? rig.zeroMs() : 0;
        JsonNode steps = each.json().get("steps");
        for (int i = 0; i < steps.size(); i++) {
            JsonNode step = steps.get(i);
            if (step.has("event")) {
                JsonNode event = step.get("event");
                rig.event(
                        event.get("key").asText(),
                        event.get("value").asText(),
                        wall ? 0 : event.get("ts").asLong());
            } else if (step.has("watermark")) {
                rig.watermark(exclusive(step.get("watermark").asLong()));
            } else if (step.has("processingTime")) {
                rig.untilMs(zero + step.get("processingTime").asLong() * each.unit());
            } else {
                rig.restart();
            }
            if (crashing) {
                rig.restart();
            }
            assertThat(results(rig, zero, each.unit()))
                    .as("after step %s of %s", i, steps)
                    .containsExactlyInAnyOrderElementsOf(expected(each.json().get("expected"), i));
            assertThat(late(rig))
                    .as("late at step %s", i)
                    .isEqualTo(expectedLate(each.json().get("late"), i));
        }
        JsonNode left = each.json().path("endState").path("keyedEntries");
        if (left.isInt()) {
            assertThat(rig.entriesLeft()).as("left over").isEqualTo(left.asLong());
        }
    }

    private static long exclusive(long flinks) {
        return flinks == Long.MAX_VALUE ? flinks : flinks + 1;
    }

    private static List<String> results(CaseRig rig, long zero, long unit) {
        List<String> results = new ArrayList<>();
        for (CaseRig.Written written : rig.written("out")) {
            String[] fields = written.value().split("\\|");
            long start = (Long.parseLong(fields[0]) - zero) / unit;
            long end = (Long.parseLong(fields[1]) - zero) / unit;
            assertThat(written.timestamp()).isEqualTo(Long.parseLong(fields[1]) - 1);
            results.add(written.key() + " " + start + ".." + end + " = " + fields[2]);
        }
        return results;
    }

    private static List<String> expected(JsonNode expected, int step) {
        List<String> results = new ArrayList<>();
        for (JsonNode at : expected) {
            if (at.get("step").asInt() == step) {
                for (JsonNode out : at.get("outputs")) {
                    results.add(out.get("key").asText() + " " + out.get("start").asLong() + ".."
                            + out.get("end").asLong() + " = " + out.get("value").asText());
                }
            }
        }
        return results;
    }

    private static List<String> late(CaseRig rig) {
        List<String> late = new ArrayList<>();
        for (CaseRig.Written written : rig.written("late")) {
            assertThat(written.headers().last("millrace.late.reason"))
                    .isEqualTo("window-closed".getBytes(StandardCharsets.UTF_8));
            assertThat(written.headers().last("millrace.late.window"))
                    .isEqualTo("case".getBytes(StandardCharsets.UTF_8));
            late.add(written.key() + " " + written.value() + " at " + written.timestamp());
        }
        return late;
    }

    private static List<String> expectedLate(JsonNode expected, int step) {
        List<String> late = new ArrayList<>();
        for (JsonNode each : expected) {
            if (each.get("step").asInt() == step) {
                late.add(each.get("key").asText() + " " + each.get("value").asText() + " at "
                        + each.get("ts").asLong());
            }
        }
        return late;
    }

    /** Each time is a key of its own; at the end its windows tell what it was assigned to. */
    private static void assign(WindowCase each, CaseRig rig, boolean crashing) {
        Set<String> expected = new HashSet<>();
        for (JsonNode assigned : each.json().get("assign")) {
            String key = "at-" + assigned.get("ts").asLong();
            rig.event(key, "1", assigned.get("ts").asLong());
            if (crashing) {
                rig.restart();
            }
            for (JsonNode window : assigned.get("windows")) {
                expected.add(key + " " + window.get(0).asLong() + ".."
                        + window.get(1).asLong() + " = 1");
            }
        }
        rig.watermark(Long.MAX_VALUE);
        assertThat(results(rig, 0, 1)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** Sessions of one event each, which merge as told. */
    private static void merge(WindowCase each, CaseRig rig, boolean crashing) {
        for (JsonNode window : each.json().get("windows")) {
            rig.event("k", "1", window.get(0).asLong());
            if (crashing) {
                rig.restart();
            }
        }
        List<String> expected = new ArrayList<>();
        for (JsonNode merged : each.json().get("merges")) {
            expected.add("k " + merged.get("to").get(0).asLong() + ".."
                    + merged.get("to").get(1).asLong() + " = "
                    + merged.get("from").size());
        }
        rig.watermark(Long.MAX_VALUE);
        assertThat(results(rig, 0, 1)).containsExactlyInAnyOrderElementsOf(expected);
    }
}
