package io.millrace.demo.input;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.millrace.demo.problem.Problem;
import io.millrace.demo.truth.LogisticModel;
import io.millrace.demo.truth.ModelInput;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A logistic model as JSON: {@code features}, {@code mean}, {@code std}, {@code coef} of equal length, {@code intercept}. */
public final class ModelFile {
    private static final ObjectMapper JSON = new ObjectMapper();

    private ModelFile() {}

    /** Reads a model; MR-0805 says what is missing. */
    public static LogisticModel read(Path file) {
        JsonNode root = parse(file);
        JsonNode names = array(file, root, "features");
        JsonNode means = numbers(file, root, "mean", names.size());
        JsonNode deviations = numbers(file, root, "std", names.size());
        JsonNode coefficients = numbers(file, root, "coef", names.size());
        if (!root.path("intercept").isNumber()) {
            throw broken(file, "a number \"intercept\"");
        }
        List<LogisticModel.Term> terms = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            double deviation = deviations.get(i).asDouble();
            if (deviation <= 0) {
                throw broken(file, "\"std\" above 0 at index " + i + ", found " + deviation);
            }
            ModelInput input = input(file, names.get(i).asText());
            terms.add(new LogisticModel.Term(
                    input,
                    means.get(i).asDouble(),
                    deviation,
                    coefficients.get(i).asDouble()));
        }
        return new LogisticModel(root.get("intercept").asDouble(), terms);
    }

    /** Writes a model in the form that {@link #read} takes. */
    public static void write(Path file, LogisticModel model, String note) {
        ObjectNode root = JSON.createObjectNode().put("note", note);
        ArrayNode names = root.putArray("features");
        ArrayNode means = root.putArray("mean");
        ArrayNode deviations = root.putArray("std");
        root.put("intercept", model.intercept());
        ArrayNode coefficients = root.putArray("coef");
        for (LogisticModel.Term term : model.terms()) {
            names.add(term.input().name());
            means.add(term.mean());
            deviations.add(term.std());
            coefficients.add(term.coef());
        }
        try {
            JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), root);
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, file + " cannot be written: " + e.getMessage(), e);
        }
    }

    private static JsonNode parse(Path file) {
        try {
            return JSON.readTree(file.toFile());
        } catch (JsonProcessingException e) {
            throw new Problem(
                    Problem.Code.COMPANION,
                    file + ", line " + e.getLocation().getLineNr() + ": expected JSON, found something else ("
                            + e.getOriginalMessage() + ")",
                    e);
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, file + " cannot be read: " + e.getMessage(), e);
        }
    }

    private static JsonNode array(Path file, JsonNode root, String name) {
        JsonNode array = root.path(name);
        if (!array.isArray() || array.isEmpty()) {
            throw broken(file, "a list \"" + name + "\"");
        }
        return array;
    }

    private static JsonNode numbers(Path file, JsonNode root, String name, int size) {
        JsonNode array = array(file, root, name);
        if (array.size() != size) {
            throw broken(file, size + " values in \"" + name + "\", found " + array.size());
        }
        for (JsonNode value : array) {
            if (!value.isNumber()) {
                throw broken(file, "numbers in \"" + name + "\", found " + value);
            }
        }
        return array;
    }

    private static ModelInput input(Path file, String name) {
        for (ModelInput input : ModelInput.values()) {
            if (input.name().equals(name)) {
                return input;
            }
        }
        throw broken(file, "one of " + List.of(ModelInput.values()) + ", found \"" + name + "\"");
    }

    private static Problem broken(Path file, String expected) {
        return new Problem(Problem.Code.COMPANION, file + ": expected " + expected);
    }
}
