package io.millrace.kafka;

import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.producer.Producer;

/** Is told of the clients of workers, for the metrics that they keep themselves. Called on workers' threads; must not fail. */
public interface ClientWatch {
    /** Looks away. */
    ClientWatch NONE = new ClientWatch() {};

    default void made(Consumer<?, ?> consumer) {}

    default void made(Producer<?, ?> producer) {}

    /** The client will be closed now. */
    default void closing(Object client) {}
}
