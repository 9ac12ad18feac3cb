package io.millrace.micronaut;

import io.micronaut.configuration.kafka.serde.JsonObjectSerde;
import io.micronaut.configuration.kafka.serde.SerdeRegistry;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.Headers;
import io.millrace.port.MessageSerde;
import io.millrace.spi.TypeRef;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.TypeVariable;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

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
            return new Json<>(json, argument(type, "message"));
        }
        return registered(type.raw());
    }

    /**
     * The same type, if messages of it can be read and written.
     *
     * @throws FaultException MR-0240 if JSON would have to answer for a record that it does not know
     */
    TypeRef checked(TypeRef type) {
        if (byJson(type)) {
            refuseUnknown(type);
        }
        return type;
    }

    private boolean byJson(TypeRef type) {
        boolean knows = json.getClass().getName().startsWith("io.micronaut.serde.");
        return knows
                && (!type.arguments().isEmpty()
                        || registry.pickDeserializer(Argument.of(type.raw())) instanceof JsonObjectSerde);
    }

    private static void refuseUnknown(TypeRef type) {
        Class<?> raw = type.raw();
        boolean own = raw.isRecord() || raw.isSealed();
        if (own && BeanIntrospector.SHARED.findIntrospection(raw).isEmpty()) {
            throw new FaultException(new Fault.Misconfigured(
                    "MR-0240",
                    "no serde answers for messages of type " + raw.getName()
                            + ": add @Serdeable to it, with micronaut-serde-processor on annotationProcessorPaths, or"
                            + " register a SerdeRegistry",
                    null));
        }
        type.arguments().forEach(Serdes::refuseUnknown);
    }

    private <T> MessageSerde registered(Class<T> type) {
        Argument<T> argument = Argument.of(type);
        return new Registered<>(type, registry.pickSerializer(argument), registry.pickDeserializer(argument));
    }

    /** Type arguments go by the names of the variables that they stand for: that is how components find them. */
    private static Argument<?> argument(TypeRef type, String name) {
        TypeVariable<?>[] variables = type.raw().getTypeParameters();
        Argument<?>[] arguments = new Argument<?>[type.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(type.arguments().get(i), variables[i].getName());
        }
        return Argument.of(type.raw(), name, arguments);
    }

    /** A tombstone has no bytes and is not read; bytes that mean null are no message. */
    private static Object notNull(@Nullable Object message) {
        if (message == null) {
            throw new IllegalArgumentException("MR-0614: the message's bytes mean null; a tombstone has none");
        }
        return message;
    }

    private record Registered<T>(Class<T> type, Serializer<T> serializer, Deserializer<T> deserializer)
            implements MessageSerde {
        @Override
        public byte[] write(String topic, Object value) {
            return serializer.serialize(topic, type.cast(value));
        }

        @Override
        public Object read(String topic, byte[] bytes, Headers headers) {
            return notNull(deserializer.deserialize(topic, bytes));
        }
    }

    private record Json<T>(JsonMapper mapper, Argument<T> type) implements MessageSerde {
        @Override
        @SuppressWarnings("unchecked")
        public byte[] write(String topic, Object value) {
            try {
                return mapper.writeValueAsBytes(type, (T) value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Object read(String topic, byte[] bytes, Headers headers) {
            try {
                return notNull(mapper.readValue(bytes, type));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
