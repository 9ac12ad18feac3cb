package io.millrace.testkit.sim;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a case's window holds. Flink's evictors, which take elements out of a window before or after a result, are folds that keep
 * what the evictor would leave.
 */
interface CaseFold {
    CaseFold SUM = new CaseFold() {
        @Override
        public String fold(@Nullable String soFar, Event event) {
            return Long.toString((soFar == null ? 0 : Long.parseLong(soFar)) + event.value());
        }

        @Override
        public String result(String accumulator) {
            return accumulator;
        }
    };

    /**
     * A record of a case, or a sum of such: {@code value@time+gap}, or {@code value} at the time 0.
     *
     * @param gap after which its session ends
     */
    record Event(long value, long time, long gap) {
        static Event of(String text) {
            String[] fields = text.split("[@+]");
            return new Event(
                    Long.parseLong(fields[0]),
                    fields.length == 1 ? 0 : Long.parseLong(fields[1]),
                    fields.length == 1 ? 0 : Long.parseLong(fields[2]));
        }

        @Override
        public String toString() {
            return value + "@" + time + "+" + gap;
        }
    }

    String fold(@Nullable String soFar, Event event);

    String result(String accumulator);

    static CaseFold of(JsonNode json) {
        JsonNode evictor = json.path("evictor");
        if (evictor.isMissingNode()) {
            return SUM;
        }
        boolean after = evictor.get("after").asBoolean();
        return switch (evictor.get("type").asText() + (after ? " after" : " before")) {
            case "count before" -> new Newest(evictor.get("n").asInt());
            case "time after" ->
                new RecentAfter(
                        evictor.get("size").asLong(),
                        json.get("trigger").get("n").asInt());
            default -> throw new IllegalArgumentException("unknown evictor " + evictor);
        };
    }

    private static List<Event> events(@Nullable String soFar) {
        return soFar == null
                ? new ArrayList<>()
                : Arrays.stream(soFar.split(" ")).map(Event::of).collect(Collectors.toCollection(ArrayList::new));
    }

    private static String text(List<Event> events) {
        return events.stream().map(Event::toString).collect(Collectors.joining(" "));
    }

    private static String sum(List<Event> events) {
        return Long.toString(events.stream().mapToLong(Event::value).sum());
    }

    /** Of all elements the newest so many. */
    record Newest(int count) implements CaseFold {
        @Override
        public String fold(@Nullable String soFar, Event event) {
            List<Event> events = events(soFar);
            events.add(event);
            return text(events.subList(Math.max(0, events.size() - count), events.size()));
        }

        @Override
        public String result(String accumulator) {
            return sum(events(accumulator));
        }
    }

    /** After each result, which comes with each so many elements, those that are not older than the newest by that much. */
    record RecentAfter(long span, int every) implements CaseFold {
        @Override
        public String fold(@Nullable String soFar, Event event) {
            String[] parts = soFar == null ? new String[] {"0"} : soFar.split(" ", 2);
            int since = Integer.parseInt(parts[0]);
            List<Event> events = events(parts.length == 1 ? null : parts[1]);
            if (since == every) {
                long newest = events.stream().mapToLong(Event::time).max().orElseThrow();
                events.removeIf(old -> old.time() <= newest - span);
                since = 0;
            }
            events.add(event);
            return (since + 1) + " " + text(events);
        }

        @Override
        public String result(String accumulator) {
            return sum(events(accumulator.split(" ", 2)[1]));
        }
    }
}
