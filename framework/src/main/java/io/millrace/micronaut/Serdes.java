package io.millrace.micronaut;

import io.micronaut.configuration.kafka.serde.CompositeSerdeRegistry;
import io.micronaut.configuration.kafka.serde.JsonObjectSerde;
import io.micronaut.configuration.kafka.serde.JsonSerdeRegistry;
import io.micronaut.configuration.kafka.serde.SerdeRegistry;
import io.micronaut.core.beans.BeanIntrospector;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.MessageSerde;
import io.millrace.spi.TypeRef;
import jakarta.inject.Singleton;
import java.lang.reflect.TypeVariable;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/**
 * Serdes of messages where a listener's clients have none of their own: Kafka's for simple types, then those that users
 * registered with micronaut-kafka, then JSON.
 */
@Singleton
public final class Serdes {
    private final SerdeRegistry registry;
    private final List<SerdeRegistry> registered;
    private final JsonMapper json;

    /**
     * @param registry all that are registered, as micronaut-kafka asks them
     * @param all one by one
     */
    Serdes(SerdeRegistry registry, List<SerdeRegistry> all, JsonMapper json) {
        this.registry = registry;
        this.registered = all.stream()
                .filter(each -> !(each instanceof CompositeSerdeRegistry) && !(each instanceof JsonSerdeRegistry))
                .toList();
        this.json = json;
    }

    /** How messages of that type are read and written. */
    public MessageSerde of(TypeRef type) {
        return new KafkaSerde(type.raw(), serializer(type), deserializer(type));
    }

    /**
     * The same type, if messages of it can be read and written.
     *
     * @throws FaultException MR-0240 if JSON would have to answer for a record that it does not know
     */
    TypeRef checked(TypeRef type) {
        boolean knows = json.getClass().getName().startsWith("io.micronaut.serde.");
        Deserializer<?> answer = deserializer(type);
        if (knows && (answer instanceof JsonSerde || answer instanceof JsonObjectSerde)) {
            refuseUnknown(type);
        }
        return type;
    }

    Serializer<?> serializer(TypeRef type) {
        Argument<?> argument = argument(type, "message");
        if (type.arguments().isEmpty()) {
            return registry.pickSerializer(argument);
        }
        Serializer<?> own = own(each -> each.pickSerializer(argument), answer -> answer instanceof JsonObjectSerde);
        return own == null ? new JsonSerde<>(json, argument) : own;
    }

    Deserializer<?> deserializer(TypeRef type) {
        Argument<?> argument = argument(type, "message");
        if (type.arguments().isEmpty()) {
            return registry.pickDeserializer(argument);
        }
        Deserializer<?> own = own(each -> each.pickDeserializer(argument), answer -> answer instanceof JsonObjectSerde);
        return own == null ? new JsonSerde<>(json, argument) : own;
    }

    /** What is asked for a generic type must see all of it; micronaut-kafka's composition hands on the class alone. */
    private <T> @Nullable T own(Function<SerdeRegistry, @Nullable T> ask, Predicate<T> isJson) {
        for (SerdeRegistry each : registered) {
            T answer = ask.apply(each);
            if (answer != null && !isJson.test(answer)) {
                return answer;
            }
        }
        return null;
    }

    private static void refuseUnknown(TypeRef type) {
        Class<?> raw = type.raw();
        boolean own = raw.isRecord() || raw.isSealed();
        if (own && BeanIntrospector.SHARED.findIntrospection(raw).isEmpty()) {
            throw new FaultException(new Fault.Misconfigured(
                    "MR-0240",
                    "no serde answers for messages of type " + raw.getName()
                            + ": add @Serdeable to it, with micronaut-serde-processor on annotationProcessorPaths, or"
                            + " register a SerdeRegistry, or name a serde in kafka.consumers.<group> and"
                            + " kafka.producers.<group>",
                    null));
        }
        type.arguments().forEach(Serdes::refuseUnknown);
    }

    /** Type arguments go by the names of the variables that they stand for: that is how components find them. */
    private static Argument<?> argument(TypeRef type, String name) {
        if (type.arguments().isEmpty()) {
            return Argument.of(type.raw(), name);
        }
        TypeVariable<?>[] variables = type.raw().getTypeParameters();
        Argument<?>[] arguments = new Argument<?>[type.arguments().size()];
        for (int i = 0; i < arguments.length; i++) {
            arguments[i] = argument(type.arguments().get(i), variables[i].getName());
        }
        return Argument.of(type.raw(), name, arguments);
    }
}
