package io.millrace.demo.wire;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.millrace.demo.truth.Feature;
import io.millrace.demo.truth.Features;
import java.io.IOException;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The service's output records, from JSON. A record that is not as agreed ends the run: the service is at fault. */
public final class Answers {
    /** One record of {@link Topics#SCORES}. */
    public record Score(long id, double score) {}

    /** One record of {@link Topics#ALERTS}. */
    public record Alert(long id, String customer, String terminal, String rule, long cents) {}

    private static final JsonFactory STREAMING = new JsonFactory();
    private static final ObjectMapper TREES = new ObjectMapper();
    private static final Map<String, Feature> BY_COLUMN =
            Feature.ALL.stream().collect(Collectors.toUnmodifiableMap(Feature::column, Function.identity()));

    private Answers() {}

    /** One record of {@link Topics#FEATURES}; by token, because there are millions. */
    public static Features features(byte[] json) {
        long id = -1;
        long[] values = new long[Feature.COUNT];
        int found = 0;
        try (JsonParser parser = STREAMING.createParser(json)) {
            parser.nextToken();
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                Feature feature = BY_COLUMN.get(name);
                if (feature != null) {
                    values[feature.ordinal()] = parser.getLongValue();
                    found++;
                } else if ("id".equals(name)) {
                    id = parser.getLongValue();
                } else {
                    parser.skipChildren();
                }
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("a features record is not JSON as agreed", e);
        }
        if (id < 0 || found != Feature.COUNT) {
            throw new IllegalArgumentException("a features record needs id and " + Feature.COLUMNS);
        }
        return new Features(id, values);
    }

    /** One record of {@link Topics#SCORES}. */
    public static Score score(byte[] json) {
        JsonNode tree = tree(json);
        return new Score(tree.required("id").longValue(), tree.required("score").doubleValue());
    }

    /** One record of {@link Topics#ALERTS}. */
    public static Alert alert(byte[] json) {
        JsonNode tree = tree(json);
        return new Alert(
                tree.required("id").longValue(),
                tree.required("customer").asText(),
                tree.required("terminal").asText(),
                tree.required("rule").asText(),
                tree.required("cents").longValue());
    }

    private static JsonNode tree(byte[] json) {
        try {
            return TREES.readTree(json);
        } catch (IOException e) {
            throw new IllegalArgumentException("an output record is not JSON", e);
        }
    }
}
