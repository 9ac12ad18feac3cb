package io.millrace.testkit.sim;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.api.TimeDomain;
import io.millrace.model.EmitModel;
import io.millrace.model.SpanModel;
import io.millrace.model.TypeModel;
import io.millrace.model.WindowModel;
import java.util.List;
import java.util.Map;

/**
 * A case of {@code window-cases.json} as a window of ours.
 *
 * @param unit of its times, in milliseconds: by the wall clock the cases' own are too short for commits in between
 */
record WindowCase(String id, JsonNode json, WindowModel window, CaseFold fold, long unit) {
    /** What Flink gives in the one case that is about what a restart forgets, as it is where the watermark is remembered. */
    private static final String REMEMBERED =
            """
            {"expected": [
               {"step": 2, "outputs": [{"key": "a", "start": 0, "end": 1000, "value": 1}]},
               {"step": 4, "outputs": [{"key": "a", "start": 0, "end": 1000, "value": 3}]}],
             "late": [{"step": 7, "key": "a", "value": 4, "ts": 300}],
             "endState": {"keyedEntries": 0}}
            """;

    private static final Map<String, String> DIFFERENT =
            Map.of("win.derived.restart_preserves_pending_and_late_state", REMEMBERED);

    static WindowCase of(JsonNode json) {
        String id = json.get("id").asText();
        JsonNode window = json.path("window");
        TimeDomain time = window.path("time").asText().equals("processing") ? TimeDomain.PROCESSING : TimeDomain.EVENT;
        long unit = time == TimeDomain.PROCESSING ? 250 : 1;
        WindowModel model = model(span(window, unit), json.path("lateness").asLong(), time);
        return new WindowCase(id, ours(id, json), model.withEmit(emit(json)), CaseFold.of(json), unit);
    }

    /** Whether it is played against an answer that differs from Flink's on purpose. */
    boolean isDifferent() {
        return DIFFERENT.containsKey(id);
    }

    private static JsonNode ours(String id, JsonNode json) {
        if (!DIFFERENT.containsKey(id)) {
            return json;
        }
        try {
            ObjectNode ours = json.deepCopy();
            return ours.setAll((ObjectNode) new ObjectMapper().readTree(DIFFERENT.get(id)));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Without a window a case is about the merging of sessions of any length. */
    private static SpanModel span(JsonNode window, long unit) {
        long size = window.path("size").asLong() * unit;
        long offset = window.path("offset").asLong() * unit;
        return switch (window.path("type").asText("session")) {
            case "tumbling" -> SpanModel.tumbling(size, Math.floorMod(offset, size));
            case "sliding" -> {
                long slide = window.get("slide").asLong() * unit;
                yield SpanModel.hopping(size, slide, Math.floorMod(offset, slide));
            }
            case "global" -> SpanModel.global();
            case "session" -> SpanModel.session(window.path("gap").asLong() * unit);
            default -> throw new IllegalArgumentException("unknown window " + window);
        };
    }

    private static EmitModel emit(JsonNode json) {
        JsonNode trigger = json.path("trigger");
        String kind = json.get("kind").asText();
        String type = trigger.path("type").asText(kind.equals("mergeset") ? "update" : "eventTime");
        boolean purge = trigger.path("purging").asBoolean();
        return switch (type) {
            case "eventTime", "processingTime", "endOfStream" ->
                new EmitModel(true, false, 0, TimeDomain.EVENT, 0, purge, false);
            case "update" -> new EmitModel(false, true, 0, TimeDomain.EVENT, 0, purge, false);
            case "count" ->
                new EmitModel(
                        false, false, 0, TimeDomain.EVENT, trigger.get("n").asInt(), purge, false);
            case "continuousEventTime" ->
                new EmitModel(true, false, trigger.get("interval").asLong(), TimeDomain.EVENT, 0, purge, true);
            default -> throw new IllegalArgumentException("unknown trigger " + type);
        };
    }

    private static WindowModel model(SpanModel span, long lateness, TimeDomain time) {
        return new WindowModel(
                "case",
                span,
                time,
                EmitModel.FINAL,
                lateness,
                time == TimeDomain.EVENT ? "late" : null,
                List.of("@in"),
                new TypeModel("java.lang.String", List.of(), true),
                true,
                "closed");
    }
}
