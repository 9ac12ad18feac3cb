package io.millrace.micronaut;

import io.micronaut.configuration.kafka.config.KafkaConsumerConfiguration;
import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.micronaut.configuration.kafka.config.KafkaProducerConfiguration;
import io.micronaut.context.BeanContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** The {@code kafka.*} configuration as micronaut-kafka reads it: common, then of the listener's group. */
@Singleton
final class KafkaProperties {
    private final BeanContext beans;

    KafkaProperties(BeanContext beans) {
        this.beans = beans;
    }

    Map<String, Object> consumer(String group) {
        return merged(beans.findBean(KafkaConsumerConfiguration.class, Qualifiers.byName(group))
                .map(KafkaConsumerConfiguration<?, ?>::getConfig));
    }

    Map<String, Object> producer(String group) {
        return merged(beans.findBean(KafkaProducerConfiguration.class, Qualifiers.byName(group))
                .map(KafkaProducerConfiguration<?, ?>::getConfig));
    }

    private Map<String, Object> merged(Optional<Properties> own) {
        Map<String, Object> all = new HashMap<>();
        beans.findBean(KafkaDefaultConfiguration.class).ifPresent(common -> copy(common.getConfig(), all));
        own.ifPresent(configured -> copy(configured, all));
        return all;
    }

    private static void copy(Properties from, Map<String, Object> to) {
        from.forEach((name, value) -> to.put(String.valueOf(name), value));
    }
}
