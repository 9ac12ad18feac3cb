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
    /** By the wall clock a crash costs time: it comes where as much is left before something else is to happen. */
    private static final long CRASH_MS = 60_000;

    private static final List<WindowCase> CASES = cases();

    private static List<WindowCase> cases() {
        Path file = Path.of(System.getProperty("millrace.cases.dir", "absent"), "window-cases.json");
        List<WindowCase> cases = new ArrayList<>();
        if (Files.exists(file)) {
            try {
                new ObjectMapper().readTree(file.toFile()).get("cases").forEach(json -> cases.add(WindowCase.of(json)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return cases;
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
        assumeTrue(!CASES.isEmpty(), "no window-cases.json");
        PASSED.put(how, 0);
        return CASES.stream()
                .map(each -> DynamicTest.dynamicTest(each.id(), () -> {
                    play(each, crashing);
                    PASSED.merge(how, 1, Integer::sum);
                }));
    }

    @Test
    void fewDiffer() {
        assumeTrue(!CASES.isEmpty(), "no window-cases.json");
        assertThat(CASES.stream().filter(WindowCase::isDifferent)).hasSizeLessThanOrEqualTo(3);
    }

    @AfterAll
    static void tell() {
        PASSED.forEach((how, passed) -> System.out.println("window " + passed + "/" + CASES.size() + " " + how));
        CASES.stream()
                .filter(WindowCase::isDifferent)
                .forEach(each ->
                        System.out.println("  of these with an answer of our own, because a restart remembers the"
                                + " watermark: " + each.id()));
    }

    private static void play(WindowCase each, boolean crashing) {
        CaseRig rig = new CaseRig(each.window(), each.fold());
        switch (each.json().get("kind").asText()) {
            case "run" -> run(each, rig, crashing);
            case "assign" -> assign(each, rig, crashing);
            case "mergeset" -> mergeOneByOne(each, rig, crashing);
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
                // By the wall clock Flink's events bear any time, the end of time too.
                CaseFold.Event told = new CaseFold.Event(
                        event.get("value").asLong(),
                        wall ? 0 : event.get("ts").asLong(),
                        event.path("gap").asLong() * each.unit());
                rig.event(event.get("key").asText(), told);
            } else if (step.has("watermark")) {
                rig.watermark(exclusive(step.get("watermark").asLong()));
            } else if (step.has("processingTime")) {
                rig.untilMs(zero + step.get("processingTime").asLong() * each.unit());
            } else {
                rig.restart();
            }
            if (crashing && (!wall || rig.leftMs(zero + nextTime(steps, i + 1) * each.unit()) > CRASH_MS)) {
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

    /** When the next step by the wall clock is; an event happens when the step before it says. */
    private static long nextTime(JsonNode steps, int from) {
        JsonNode next = steps.path(from);
        return next.isMissingNode()
                ? Integer.MAX_VALUE
                : next.path("processingTime").asLong();
    }

    private static long exclusive(long flinks) {
        return flinks == Long.MAX_VALUE ? flinks : flinks + 1;
    }

    private static List<String> results(CaseRig rig, long zero, long unit) {
        List<String> results = new ArrayList<>();
        for (CaseRig.Written written : rig.written("out")) {
            String[] fields = written.value().split("\\|");
            long start = Long.parseLong(fields[0]);
            long end = Long.parseLong(fields[1]);
            boolean global = start == Long.MIN_VALUE;
            if (!global) {
                assertThat(written.timestamp()).isEqualTo(Math.max(0, end - 1));
            }
            String span = global ? "" : (start - zero) / unit + ".." + (end - zero) / unit;
            results.add(written.key() + " " + span + " = " + fields[2]);
        }
        return results;
    }

    private static List<String> expected(JsonNode expected, int step) {
        List<String> results = new ArrayList<>();
        for (JsonNode at : expected) {
            if (at.get("step").asInt() == step) {
                for (JsonNode out : at.get("outputs")) {
                    String span = out.has("start")
                            ? out.get("start").asLong() + ".." + out.get("end").asLong()
                            : "";
                    results.add(out.get("key").asText() + " " + span + " = "
                            + out.get("value").asText());
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
            CaseFold.Event event = CaseFold.Event.of(written.value());
            late.add(written.key() + " " + event.value() + " at " + event.time());
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
            rig.event(key, new CaseFold.Event(1, assigned.get("ts").asLong(), 0));
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
            session(rig, window);
            if (crashing) {
                rig.restart();
            }
        }
        Set<String> expected = new HashSet<>();
        Set<JsonNode> merged = new HashSet<>();
        for (JsonNode merge : each.json().get("merges")) {
            expected.add(session(merge.get("to"), merge.get("from").size()));
            merge.get("from").forEach(merged::add);
        }
        for (JsonNode window : each.json().get("windows")) {
            if (!merged.contains(window)) {
                expected.add(session(window, 1));
            }
        }
        rig.watermark(Long.MAX_VALUE);
        assertThat(results(rig, 0, 1)).containsExactlyInAnyOrderElementsOf(expected);
    }

    /** The same told one by one: each tells at once which session it has become part of, and of how many events. */
    private static void mergeOneByOne(WindowCase each, CaseRig rig, boolean crashing) {
        List<JsonNode> before = new ArrayList<>();
        for (JsonNode step : each.json().get("steps")) {
            session(rig, step.get("add"));
            if (crashing) {
                rig.restart();
            }
            before.add(step.get("add"));
            JsonNode result = step.get("result");
            long inside = before.stream()
                    .filter(window -> window.get(0).asLong() >= result.get(0).asLong()
                            && window.get(1).asLong() <= result.get(1).asLong())
                    .count();
            assertThat(results(rig, 0, 1)).as("%s", step).containsExactly(session(result, inside));
        }
    }

    private static String session(JsonNode span, long events) {
        return "k " + span.get(0).asLong() + ".." + span.get(1).asLong() + " = " + events;
    }

    /** An event that covers that span; one of no length covers a millisecond. */
    private static void session(CaseRig rig, JsonNode span) {
        long start = span.get(0).asLong();
        CaseFold.Event event =
                new CaseFold.Event(1, start, Math.max(1, span.get(1).asLong() - start));
        rig.event("k", event);
    }
}
