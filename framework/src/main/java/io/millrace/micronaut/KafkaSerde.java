package io.millrace.micronaut;

import io.millrace.port.Headers;
import io.millrace.port.MessageSerde;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;

/** Kafka's serializer and deserializer for one type of messages; for as many threads as they are. */
final class KafkaSerde implements MessageSerde {
    private static final String KAFKAS_OWN = "org.apache.kafka.common.serialization.";

    private final Class<?> type;
    private final Serializer<Object> serializer;
    private final Deserializer<?> deserializer;
    private final boolean readsHeaders;

    @SuppressWarnings("unchecked")
    KafkaSerde(Class<?> type, Serializer<?> serializer, Deserializer<?> deserializer) {
        this.type = type;
        // Called with values of the type only: write checks.
        this.serializer = (Serializer<Object>) serializer;
        this.deserializer = deserializer;
        this.readsHeaders = readsHeaders(deserializer.getClass());
    }

    private static boolean isKafkas(Class<?> serde) {
        return serde.getName().startsWith(KAFKAS_OWN);
    }

    /** Headers are translated, which those that leave them alone need not pay for. */
    private static boolean readsHeaders(Class<?> deserializer) {
        try {
            return !deserializer
                    .getMethod("deserialize", String.class, org.apache.kafka.common.header.Headers.class, byte[].class)
                    .getDeclaringClass()
                    .equals(Deserializer.class);
        } catch (NoSuchMethodException e) {
            return true; // not to be seen, in a native image for instance
        }
    }

    /** Whether both ways are Kafka's own, whose equal values have equal bytes. */
    boolean isKafkas() {
        return isKafkas(serializer.getClass()) && isKafkas(deserializer.getClass());
    }

    @Override
    public byte[] write(String topic, Object value) {
        return serializer.serialize(topic, type.cast(value));
    }

    @Override
    public Object read(String topic, byte[] bytes, Headers headers) {
        @Nullable
        Object read = readsHeaders
                ? deserializer.deserialize(topic, theirs(headers), bytes)
                : deserializer.deserialize(topic, bytes);
        if (read == null) {
            // A tombstone has no bytes and is not read; bytes that mean null are no message.
            throw new IllegalArgumentException("MR-0614: the message's bytes mean null; a tombstone has none");
        }
        if (!type.isInstance(read)) {
            throw new IllegalArgumentException("MR-0615: the serde made a "
                    + read.getClass().getName() + " of what the handler takes as " + type.getName());
        }
        return read;
    }

    private static RecordHeaders theirs(Headers headers) {
        RecordHeaders theirs = new RecordHeaders();
        headers.all().forEach(header -> theirs.add(header.name(), header.value()));
        return theirs;
    }
}
