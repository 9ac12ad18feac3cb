package io.millrace.micronaut;

import io.micronaut.core.value.PropertyResolver;
import io.millrace.config.Configuration;
import io.millrace.config.Problems;
import io.millrace.config.Settings;
import io.millrace.kafka.ListenerNames;
import jakarta.inject.Singleton;
import java.util.Optional;

/** The serdes of each listener of the application, which its clients' settings may name. */
@Singleton
public final class ListenerSerdes {
    private final Serdes others;
    private final KafkaProperties kafka;
    private final String application;

    ListenerSerdes(Serdes others, KafkaProperties kafka, PropertyResolver properties) {
        this.others = others;
        this.kafka = kafka;
        Configuration configuration = new Configuration(
                name -> properties.getProperty(name, String.class).orElse(null), new Problems());
        this.application = application(configuration, properties).orElse("unnamed");
    }

    /** What groups, topics and transactional ids of the application begin with. */
    static Optional<String> application(Configuration configuration, PropertyResolver properties) {
        return configuration
                .find(Settings.APPLICATION_ID)
                .or(() -> properties.getProperty("micronaut.application.name", String.class))
                .filter(name -> !name.isBlank());
    }

    ClientSerdes of(String listener) {
        String group = new ListenerNames(application, listener).group();
        return new ClientSerdes(others, kafka.consumer(group), kafka.producer(group));
    }
}
