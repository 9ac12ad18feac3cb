package io.millrace.micronaut;

import io.micronaut.configuration.kafka.serde.SerdeRegistry;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.millrace.port.Headers;
import io.millrace.port.MessageSerde;
import io.millrace.spi.TypeRef;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Serdes of messages: what users registered with micronaut-kafka goes first; generic types go as JSON. */
@Singleton
public final class Serdes {
    private final SerdeRegistry registry;
    private final JsonMapper json;

    Serdes(SerdeRegistry registry, JsonMapper json) {
        this.registry = registry;
        this.json = json;
    }

    public MessageSerde of(TypeRef type) {
        if (!type.arguments().isEmpty()) {
            return new Json(json, argument(type));
        }
        return registered(type.raw());
    }

    private <T> MessageSerde registered(Class<T> type) {
        Argument<T> argument = Argument.of(type);
        return new Registered<>(type, registry.pickSerializer(argument), registry.pickDeserializer(argument));
    }

    private static Argument<?> argument(TypeRef type) {
        Argument<?>[] parameters =
                type.arguments().stream().map(Serdes::argument).toArray(Argument<?>[]::new);
        return Argument.of(type.raw(), parameters);
    }

    private record Registered<T>(Class<T> type, Serializer<T> serializer, Deserializer<T> deserializer)
            implements MessageSerde {
        @Override
        public byte[] write(String topic, Object value) {
            return serializer.serialize(topic, type.cast(value));
        }

        @Override
        public Object read(String topic, byte[] bytes, Headers headers) {
            return deserializer.deserialize(topic, bytes);
        }
    }

    private record Json(JsonMapper mapper, Argument<?> type) implements MessageSerde {
        @Override
        public byte[] write(String topic, Object value) {
            try {
                return mapper.writeValueAsBytes(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Object read(String topic, byte[] bytes, Headers headers) {
            try {
                return mapper.readValue(bytes, type);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
