package io.millrace.windowing.watermark;

import static io.millrace.windowing.watermark.InputStatus.ACTIVE;
import static io.millrace.windowing.watermark.InputStatus.IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Flink's facts about combined watermarks, played to {@link TaskWatermark}. Flink's watermark w is our w + 1. */
class WatermarkCasesTest {
    /** Cases that ask for something we do not have, with the reason. */
    private static final Map<String, String> NOT_OURS = Map.of(
            "wm.mux.testRemoveUnblocksWatermarks", "a task's inputs are fixed for its life; a move makes a new task",
            "wm.mux.testRemoveOfLowestDoesNotImmediatelyAdvanceWatermark", "as above");

    @TestFactory
    Stream<DynamicTest> cases() throws IOException {
        Path file = Path.of(System.getProperty("millrace.cases.dir", "absent"), "watermark-cases.json");
        assumeTrue(Files.exists(file), "no watermark-cases.json");
        JsonNode cases = new ObjectMapper().readTree(file.toFile()).get("cases");
        List<DynamicTest> tests = new ArrayList<>();
        for (JsonNode each : cases) {
            String id = each.get("id").asText();
            if (!NOT_OURS.containsKey(id)) {
                tests.add(DynamicTest.dynamicTest(id, () -> play(each)));
            }
        }
        assertThat(tests).hasSize(23 - NOT_OURS.size());
        return tests.stream();
    }

    private static void play(JsonNode each) {
        if (each.get("kind").asText().equals("valve")) {
            new Valve(each.get("inputs").asInt()).play(each.get("steps"));
        } else {
            new Multiplexer(each.get("steps")).play(each.get("steps"));
        }
    }

    /** Inputs with their statuses, as Flink's tests speak of them. */
    private static class Inputs {
        final TaskWatermark task;
        final long[] watermarks;
        final InputStatus[] statuses;

        Inputs(int inputs) {
            task = new TaskWatermark(inputs);
            watermarks = new long[inputs];
            statuses = new InputStatus[inputs];
            Arrays.fill(watermarks, Watermarks.NONE);
            Arrays.fill(statuses, ACTIVE);
        }

        void set(int input) {
            task.set(input, watermarks[input], statuses[input]);
        }
    }

    /** Every change is combined at once; outputs are queued as changes of watermark or idleness. */
    private static final class Valve extends Inputs {
        private final List<String> outputs = new ArrayList<>();

        Valve(int inputs) {
            super(inputs);
        }

        void play(JsonNode steps) {
            for (JsonNode step : steps) {
                if (step.has("expect")) {
                    expect(step.get("expect"));
                } else {
                    long before = task.current();
                    boolean idleBefore = task.idle();
                    apply(step);
                    if (task.advance() != before) {
                        outputs.add("wm " + (task.current() - 1));
                    }
                    if (task.idle() != idleBefore) {
                        outputs.add(task.idle() ? "idle" : "active");
                    }
                }
            }
        }

        private void apply(JsonNode step) {
            int input = step.get("in").asInt();
            if (step.has("status")) {
                statuses[input] = step.get("status").asText().equals("idle") ? IDLE : ACTIVE;
            } else if (statuses[input] == ACTIVE) {
                // Flink drops what an idle channel says; our inputs become active with what they say.
                watermarks[input] = step.get("wm").asLong() + 1;
            }
            set(input);
        }

        private void expect(JsonNode expected) {
            @Nullable String next = outputs.isEmpty() ? null : outputs.remove(0);
            if (expected.isNull()) {
                assertThat(next).isNull();
            } else if (expected.has("wm")) {
                assertThat(next).isEqualTo("wm " + expected.get("wm").asLong());
            } else {
                assertThat(next).isEqualTo(expected.get("status").asText());
            }
        }
    }

    /** Immediate outputs are combined at once, deferred ones with the next periodic emission. */
    private static final class Multiplexer extends Inputs {
        private final Map<String, Integer> indexes = new HashMap<>();

        Multiplexer(JsonNode steps) {
            super(steps.findValues("register").size());
        }

        void play(JsonNode steps) {
            for (JsonNode step : steps) {
                if (step.has("register")) {
                    indexes.put(step.get("register").asText(), indexes.size());
                } else if (step.has("out")) {
                    apply(step);
                } else if (step.has("periodicEmit")) {
                    task.advance();
                } else if (step.has("expectIdle")) {
                    assertThat(task.idle()).isEqualTo(step.get("expectIdle").asBoolean());
                } else {
                    JsonNode expected = step.get("expectWm");
                    assertThat(task.current()).isEqualTo(expected.isNull() ? Watermarks.NONE : expected.asLong() + 1);
                }
            }
        }

        private void apply(JsonNode step) {
            int input = indexes.get(step.get("out").asText());
            if (step.path("idle").asBoolean()) {
                statuses[input] = IDLE;
            } else {
                statuses[input] = ACTIVE;
                watermarks[input] = step.get("wm").asLong() + 1;
            }
            set(input);
            if (step.get("mode").asText().equals("immediate")) {
                task.advance();
            }
        }
    }
}
