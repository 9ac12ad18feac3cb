package io.millrace.demo.wire;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** What a replica says about itself, as lines {@code millrace.event {...}} among whatever else it prints. */
public sealed interface ReplicaEvent {
    /** How such a line's part of interest begins; a logger of the same name may stand before it. */
    String MARK = "millrace.event {";

    /** This worker of the listener runs exactly these tasks from now on. */
    record Running(String listener, int worker, Set<Integer> tasks) implements ReplicaEvent {}

    /** A task's state was made whole by replaying so many changelog records. */
    record Restored(String listener, int task, long records) implements ReplicaEvent {}

    /**
     * A worker runs this task no more, and ended in order.
     *
     * @param committedMs the wall clock at its last commit
     */
    record Released(String listener, int task, long committedMs) implements ReplicaEvent {
        /** The task's name among all of the service. */
        public String name() {
            return listener + " " + task;
        }
    }

    /** The first commit of a task that a worker got. */
    record FirstCommit(String listener, int task, long atMs) implements ReplicaEvent {
        /** The task's name among all of the service. */
        public String name() {
            return listener + " " + task;
        }
    }

    /** A task or a whole listener has given up for good: nothing more will come of it. */
    record GivenUp(String listener, String code) implements ReplicaEvent {}

    /** The event on this line, if there is one that the driver knows. */
    static Optional<ReplicaEvent> parse(String line) {
        int mark = line.indexOf(MARK);
        if (mark < 0) {
            return Optional.empty();
        }
        JsonNode json;
        try {
            json = new ObjectMapper().readTree(line.substring(mark + MARK.length() - 1));
        } catch (JsonProcessingException cutByAKill) {
            return Optional.empty();
        }
        String listener = json.path("listener").asText();
        return switch (json.path("event").asText()) {
            case "running" -> {
                Set<Integer> tasks = new TreeSet<>();
                json.path("tasks").forEach(task -> tasks.add(task.asInt()));
                yield Optional.of(new Running(listener, json.path("worker").asInt(), tasks));
            }
            case "restored" ->
                Optional.of(new Restored(
                        listener,
                        json.path("task").asInt(),
                        json.path("records").asLong()));
            case "released" ->
                Optional.of(new Released(
                        listener,
                        json.path("task").asInt(),
                        json.path("committedAt").asLong()));
            case "first-commit" ->
                Optional.of(new FirstCommit(
                        listener, json.path("task").asInt(), json.path("at").asLong()));
            case "task-failed", "stopped" ->
                Optional.of(new GivenUp(listener, json.path("code").asText()));
            default -> Optional.empty();
        };
    }
}
