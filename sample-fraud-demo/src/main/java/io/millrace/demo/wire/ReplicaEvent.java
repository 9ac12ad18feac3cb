package io.millrace.demo.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a replica says about itself, as lines {@code millrace.event {...}} among whatever else it prints. */
public sealed interface ReplicaEvent {
    /** How such a line begins. */
    String MARK = "millrace.event ";

    /** The listener runs exactly these tasks from now on. */
    record Running(String listener, Set<Integer> tasks) implements ReplicaEvent {}

    /** A task's state was made whole by replaying so many changelog records. */
    record Restored(String listener, int task, long records) implements ReplicaEvent {}

    /** The event on this line, if there is one that the driver knows. */
    static Optional<ReplicaEvent> parse(String line) {
        int mark = line.indexOf(MARK);
        if (mark < 0) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(line.substring(mark + MARK.length()));
        } catch (JsonProcessingException cutByAKill) {
            return Optional.empty();
        }
        String listener = json.path("listener").asText();
        return switch (json.path("event").asText()) {
            case "running" -> {
                Set<Integer> tasks = new TreeSet<>();
                json.path("tasks").forEach(task -> tasks.add(task.asInt()));
                yield Optional.of(new Running(listener, tasks));
            }
            case "restored" ->
                Optional.of(new Restored(
                        listener,
                        json.path("task").asInt(),
                        json.path("records").asLong()));
            default -> Optional.empty();
        };
    }
}
