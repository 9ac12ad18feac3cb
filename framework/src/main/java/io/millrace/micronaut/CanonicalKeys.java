package io.millrace.micronaut;

import io.millrace.port.Headers;
import io.millrace.port.MessageSerde;
import java.util.Arrays;

/**
 * The serde of keys that is not Kafka's own: a key that is read must have the bytes that would be written for it. State and
 * timers go by the bytes, so two spellings of one key would each have half of its state, and nobody would see it.
 */
record CanonicalKeys(MessageSerde serde) implements MessageSerde {
    @Override
    public byte[] write(String topic, Object key) {
        return serde.write(topic, key);
    }

    @Override
    public Object read(String topic, byte[] bytes, Headers headers) {
        Object key = serde.read(topic, bytes, headers);
        if (!Arrays.equals(bytes, serde.write(topic, key))) {
            throw new IllegalArgumentException(
                    "MR-0616: the key's bytes are not those that its serde writes for it: a key"
                            + " needs one form, in all producers");
        }
        return key;
    }
}
