package io.millrace.testkit.sim;

import com.fasterxml.jackson.databind.JsonNode;
import io.millrace.api.TimeDomain;
import io.millrace.model.EmitModel;
import io.millrace.model.TypeModel;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A case of {@code window-cases.json} as a window of ours.
 *
 * @param unit of its times, in milliseconds: by the wall clock the cases' own are too short for commits in between
 * @param notOurs why it cannot be played; null if it can
 */
record WindowCase(String id, JsonNode json, WindowModel window, long unit, @Nullable String notOurs) {
    static WindowCase of(JsonNode json) {
        String kind = json.get("kind").asText();
        String id = json.get("id").asText();
        String unequal = "sessions whose gap differs from event to event are not built yet";
        if (kind.equals("mergeset")) {
            return new WindowCase(id, json, session(1, 0, TimeDomain.EVENT), 1, unequal);
        }
        if (kind.equals("merge")) {
            long size = size(json.get("windows").get(0));
            boolean equal = true;
            for (JsonNode window : json.get("windows")) {
                equal &= size(window) == size;
            }
            return new WindowCase(id, json, session(Math.max(1, size), 0, TimeDomain.EVENT), 1, equal ? null : unequal);
        }
        JsonNode window = json.get("window");
        String type = window.get("type").asText();
        TimeDomain time = window.path("time").asText().equals("processing") ? TimeDomain.PROCESSING : TimeDomain.EVENT;
        long unit = time == TimeDomain.PROCESSING ? 250 : 1;
        long lateness = json.path("lateness").asLong();
        WindowModel model =
                switch (type) {
                    case "tumbling" ->
                        model(
                                WindowKind.TUMBLING,
                                window.get("size").asLong() * unit,
                                window.get("size").asLong() * unit,
                                window.path("offset").asLong() * unit,
                                lateness,
                                time);
                    case "sliding" ->
                        model(
                                WindowKind.HOPPING,
                                window.get("size").asLong() * unit,
                                window.get("slide").asLong() * unit,
                                window.path("offset").asLong() * unit,
                                lateness,
                                time);
                    default -> session(Math.max(1, window.path("gap").asLong()) * unit, lateness, time);
                };
        return new WindowCase(id, json, model.withEmit(emit(json)), unit, reason(json, window));
    }

    private static long size(JsonNode window) {
        return window.get(1).asLong() - window.get(0).asLong();
    }

    private static EmitModel emit(JsonNode json) {
        JsonNode trigger = json.path("trigger");
        String type = trigger.path("type").asText("eventTime");
        boolean purge = trigger.path("purging").asBoolean();
        return switch (type) {
            case "eventTime", "processingTime", "endOfStream" ->
                new EmitModel(true, false, 0, TimeDomain.EVENT, 0, purge, false);
            case "count" ->
                new EmitModel(
                        false, false, 0, TimeDomain.EVENT, trigger.get("n").asInt(), purge, false);
            case "continuousEventTime" ->
                new EmitModel(true, false, trigger.get("interval").asLong(), TimeDomain.EVENT, 0, purge, true);
            default -> throw new IllegalArgumentException("unknown trigger " + type);
        };
    }

    private static @Nullable String reason(JsonNode json, JsonNode window) {
        if (window.get("type").asText().equals("global")) {
            return "global windows are not built yet";
        }
        if (json.has("evictor")) {
            return "evictors are not built yet";
        }
        if (window.path("gap").isTextual()) {
            return "sessions whose gap differs from event to event are not built yet";
        }
        return null;
    }

    private static WindowModel session(long gap, long lateness, TimeDomain time) {
        return model(WindowKind.SESSION, gap, 0, 0, lateness, time);
    }

    private static WindowModel model(
            WindowKind kind, long size, long slide, long offset, long lateness, TimeDomain time) {
        return new WindowModel(
                "case",
                kind,
                time,
                size,
                slide,
                slide == 0 ? 0 : Math.floorMod(offset, slide),
                EmitModel.FINAL,
                lateness,
                time == TimeDomain.EVENT ? "late" : null,
                List.of("@in"),
                new TypeModel("java.lang.String", List.of(), true),
                true,
                "closed");
    }
}
