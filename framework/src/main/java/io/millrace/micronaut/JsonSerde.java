package io.millrace.micronaut;

import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Generic messages as JSON, their type arguments included: micronaut-kafka's own serde sees the class alone. */
record JsonSerde<T>(JsonMapper mapper, Argument<T> type) implements Serializer<T>, Deserializer<T> {
    @Override
    public void configure(Map<String, ?> settings, boolean isKey) {
        // JSON is configured as the application's.
    }

    @Override
    public byte[] serialize(String topic, T value) {
        try {
            return mapper.writeValueAsBytes(type, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public @Nullable T deserialize(String topic, byte[] bytes) {
        try {
            return mapper.readValue(bytes, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
