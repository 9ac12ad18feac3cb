package io.millrace.port;

/** Bytes of a topic's keys or values to objects and back. Thread-safe. Fails with any runtime exception. */
public interface MessageSerde {
    byte[] write(String topic, Object value);

    Object read(String topic, byte[] bytes, Headers headers);
}
