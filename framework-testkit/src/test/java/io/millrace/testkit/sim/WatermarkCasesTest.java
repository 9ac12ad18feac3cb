package io.millrace.testkit.sim;

import static io.millrace.windowing.watermark.InputStatus.ACTIVE;
import static io.millrace.windowing.watermark.InputStatus.ENDED;
import static io.millrace.windowing.watermark.InputStatus.IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.windowing.watermark.InputStatus;
import io.millrace.windowing.watermark.Stamp;
import io.millrace.windowing.watermark.Watermarks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Flink's facts about combined watermarks, played to the whole engine: each of its inputs is a re-keyed input of one task,
 * its output what that task tells downstream. Once as they are, once with a crash and a restore after every step. Flink's
 * watermark w is our w + 1.
 */
class WatermarkCasesTest {
    /** Where we differ on purpose: the watermark that a case ends with, and why. */
    private static final Map<String, Long> DIFFERENT = Map.of(
            // What has ended is waited for no longer, whether or not another speaks after it; Flink waits for the
            // latter.
            "wm.mux.testRemoveOfLowestDoesNotImmediatelyAdvanceWatermark", -4333L);

    private static final Map<String, Integer> PASSED = new TreeMap<>();
    private static int all;

    @TestFactory
    Stream<DynamicTest> asTheyAre() throws IOException {
        return tests("as they are", false);
    }

    @TestFactory
    Stream<DynamicTest> withACrashAfterEveryStep() throws IOException {
        return tests("with a crash after every step", true);
    }

    private static Stream<DynamicTest> tests(String how, boolean crashing) throws IOException {
        Path file = Path.of(System.getProperty("millrace.cases.dir", "absent"), "watermark-cases.json");
        assumeTrue(Files.exists(file), "no watermark-cases.json");
        JsonNode cases = new ObjectMapper().readTree(file.toFile()).get("cases");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode each : cases) {
            tests.add(DynamicTest.dynamicTest(each.get("id").asText(), () -> {
                new Player(each, crashing).play();
                PASSED.merge(how, 1, Integer::sum);
            }));
        }
        assertThat(tests).as("cases in %s", file).isNotEmpty();
        all = tests.size();
        return tests.stream();
    }

    @AfterAll
    static void tell() {
        PASSED.forEach((how, passed) -> System.out.println(
                "watermark " + passed + "/" + all + " (" + DIFFERENT.size() + " deliberate difference), " + how));
    }

    /** One case and the engine it is played to. */
    private static final class Player {
        private final JsonNode each;
        private final boolean crashing;
        private final boolean valve;
        private final CaseRig rig;
        private final long[] watermarks;
        private final InputStatus[] statuses;
        private final Map<String, Integer> registered = new HashMap<>();
        private final Queue<String> outputs = new ArrayDeque<>();
        private Stamp.TaskStamp said = new Stamp.TaskStamp(0, Watermarks.NONE, ACTIVE);

        Player(JsonNode each, boolean crashing) {
            this.each = each;
            this.crashing = crashing;
            this.valve = each.get("kind").asText().equals("valve");
            // A listener has an input; one that never speaks stands for none.
            int inputs = valve
                    ? each.get("inputs").asInt()
                    : Math.max(1, each.get("steps").findValues("register").size());
            this.rig = new CaseRig(new StampedListener(inputs), 1);
            this.watermarks = new long[inputs];
            this.statuses = new InputStatus[inputs];
            Arrays.fill(watermarks, Watermarks.NONE);
            Arrays.fill(statuses, ACTIVE);
        }

        void play() {
            for (JsonNode step : each.get("steps")) {
                if (step.has("expect")) {
                    expect(step.get("expect"));
                } else if (step.has("expectWm")) {
                    expectWatermark(step.get("expectWm"));
                } else if (step.has("expectIdle")) {
                    assertThat(said.status() == IDLE)
                            .isEqualTo(step.get("expectIdle").asBoolean());
                } else if (valve) {
                    sayToValve(step);
                } else {
                    sayToMultiplexer(step);
                }
                if (crashing) {
                    rig.restart();
                    listen();
                }
            }
        }

        private void sayToValve(JsonNode step) {
            int input = step.get("in").asInt();
            if (step.has("status")) {
                statuses[input] = step.get("status").asText().equals("idle") ? IDLE : ACTIVE;
            } else if (statuses[input] == ACTIVE) {
                // Flink drops what an idle channel says; our inputs become active with what they say.
                watermarks[input] = step.get("wm").asLong() + 1;
            }
            say(input);
            emit();
        }

        /** A deferred output is one whose stamp is sent with the next emission. */
        private void sayToMultiplexer(JsonNode step) {
            if (step.has("register")) {
                registered.put(step.get("register").asText(), registered.size());
            } else if (step.has("periodicEmit")) {
                registered.values().forEach(this::say);
                emit();
            } else if (step.has("unregister")) {
                int input = registered.get(step.get("unregister").asText());
                statuses[input] = ENDED;
                watermarks[input] = Watermarks.END;
                say(input);
                emit();
            } else {
                int input = registered.get(step.get("out").asText());
                statuses[input] = step.path("idle").asBoolean() ? IDLE : ACTIVE;
                watermarks[input] = step.has("wm") ? step.get("wm").asLong() + 1 : watermarks[input];
                if (step.get("mode").asText().equals("immediate")) {
                    say(input);
                    emit();
                }
            }
        }

        private void say(int input) {
            rig.stamp(StampedListener.in(input), watermarks[input], statuses[input]);
        }

        private void emit() {
            rig.settle();
            listen();
        }

        /** What the task has told downstream since, as changes of watermark or idleness. */
        private void listen() {
            for (CaseRig.Written record : rig.written(StampedListener.OUT)) {
                byte[] header = record.headers().last(Stamp.HEADER);
                assertThat(header).isNotNull();
                Stamp.TaskStamp next = Stamp.decode(header).entries().get(0);
                assertThat(next.watermark()).isGreaterThanOrEqualTo(said.watermark());
                if (next.watermark() != said.watermark()) {
                    outputs.add("wm " + (next.watermark() - 1));
                }
                if (next.status() != said.status()) {
                    outputs.add(next.status() == IDLE ? "idle" : "active");
                }
                said = next;
            }
        }

        private void expect(JsonNode expected) {
            @Nullable String next = outputs.poll();
            if (expected.isNull()) {
                assertThat(next).isNull();
            } else if (expected.has("wm")) {
                assertThat(next).isEqualTo("wm " + expected.get("wm").asLong());
            } else {
                assertThat(next).isEqualTo(expected.get("status").asText());
            }
        }

        private void expectWatermark(JsonNode expected) {
            Long different = DIFFERENT.get(each.get("id").asText());
            if (expected.isNull()) {
                assertThat(said.watermark()).isEqualTo(Watermarks.NONE);
            } else {
                assertThat(said.watermark() - 1).isEqualTo(different == null ? expected.asLong() : different);
            }
        }
    }
}
