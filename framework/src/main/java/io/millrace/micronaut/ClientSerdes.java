package io.millrace.micronaut;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.Headers;
import io.millrace.port.MessageSerde;
import io.millrace.spi.TypeRef;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * The serdes of one listener's messages: those named in its clients' settings, for all of its topics; where there is none,
 * whoever answers for the type. Thread-safe.
 */
final class ClientSerdes {
    private final Serdes others;
    private final Map<String, Object> consumer;
    private final Map<String, Object> producer;

    /**
     * @param others asked where the settings name none
     * @param consumer settings of the listener's consumers, which a deserializer is configured with
     * @param producer settings of its producers
     */
    ClientSerdes(Serdes others, Map<String, Object> consumer, Map<String, Object> producer) {
        this.others = others;
        this.consumer = consumer;
        this.producer = producer;
    }

    /** The serde of keys; see {@link CanonicalKeys}. */
    MessageSerde keys(TypeRef type) {
        MessageSerde serde = serde(type, Role.KEY);
        return serde instanceof KafkaSerde kafka && kafka.isKafkas() ? serde : new CanonicalKeys(serde);
    }

    MessageSerde values(TypeRef type) {
        return serde(type, Role.VALUE);
    }

    /**
     * The same type, if keys of it can be read and written.
     *
     * @throws FaultException MR-0240 or MR-0242 if not
     */
    TypeRef checkedKey(TypeRef type) {
        return checked(type, Role.KEY);
    }

    /** As {@link #checkedKey}, for values. */
    TypeRef checkedValue(TypeRef type) {
        return checked(type, Role.VALUE);
    }

    /** Makes once what every thread will make, and asks whether somebody answers for the rest. */
    private TypeRef checked(TypeRef type, Role role) {
        serde(type, role);
        boolean own = named(consumer, role.deserializer) != null && named(producer, role.serializer) != null;
        return own ? type : others.checked(type);
    }

    private enum Role {
        KEY(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG),
        VALUE(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG);

        private final String deserializer;
        private final String serializer;

        Role(String deserializer, String serializer) {
            this.deserializer = deserializer;
            this.serializer = serializer;
        }
    }

    private MessageSerde serde(TypeRef type, Role role) {
        boolean reads = named(consumer, role.deserializer) != null;
        boolean writes = named(producer, role.serializer) != null;
        if (!reads && !writes) {
            return others.of(type);
        }
        Supplier<KafkaSerde> make = () -> new KafkaSerde(
                type.raw(),
                writes ? serializer(role) : others.serializer(type),
                reads ? deserializer(role) : others.deserializer(type));
        KafkaSerde made = make.get();
        return made.isKafkas() ? made : new PerThread(make);
    }

    private Deserializer<?> deserializer(Role role) {
        return made(consumer, role.deserializer, Deserializer.class, made -> {
            Deserializer<?> deserializer = (Deserializer<?>) made;
            deserializer.configure(consumer, role == Role.KEY);
            return deserializer;
        });
    }

    private Serializer<?> serializer(Role role) {
        return made(producer, role.serializer, Serializer.class, made -> {
            Serializer<?> serializer = (Serializer<?>) made;
            serializer.configure(producer, role == Role.KEY);
            return serializer;
        });
    }

    private static @Nullable Object named(Map<String, Object> settings, String name) {
        Object value = settings.get(name);
        return value == null || String.valueOf(value).isBlank() ? null : value;
    }

    private static <T> T made(
            Map<String, Object> settings, String name, Class<?> kind, Function<Object, T> configured) {
        Object value = settings.get(name);
        try {
            Class<?> type = value instanceof Class<?> given
                    ? given
                    : Utils.loadClass(String.valueOf(value).trim(), Object.class);
            return configured.apply(Utils.newInstance(type));
        } catch (ClassNotFoundException | RuntimeException e) {
            throw new FaultException(new Fault.Misconfigured(
                    "MR-0242",
                    name + " = '" + value + "' cannot be used (" + why(e) + "): name a " + kind.getName()
                            + " with a public constructor without parameters, and what it is configured with",
                    e));
        }
    }

    private static String why(Exception e) {
        return e instanceof ClassCastException ? "it is none" : e.toString();
    }

    /** Kafka gives a client's serdes to one thread, so what settings name need not stand more. */
    private record PerThread(ThreadLocal<KafkaSerde> own) implements MessageSerde {
        PerThread(Supplier<KafkaSerde> make) {
            this(ThreadLocal.withInitial(make));
        }

        @Override
        public byte[] write(String topic, Object value) {
            return own.get().write(topic, value);
        }

        @Override
        public Object read(String topic, byte[] bytes, Headers headers) {
            return own.get().read(topic, bytes, headers);
        }
    }
}
