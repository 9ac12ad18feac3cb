package io.millrace.micronaut;

import io.micronaut.configuration.kafka.config.AbstractKafkaConfiguration;
import io.micronaut.configuration.kafka.config.KafkaConsumerConfiguration;
import io.micronaut.configuration.kafka.config.KafkaDefaultConfiguration;
import io.micronaut.configuration.kafka.config.KafkaProducerConfiguration;
import io.micronaut.context.BeanContext;
import io.micronaut.inject.qualifiers.Qualifiers;
import io.millrace.config.Configuration;
import io.millrace.config.Settings;
import io.millrace.kafka.ClientSettings;
import io.millrace.kafka.ListenerNames;
import io.millrace.kafka.Membership;
import jakarta.inject.Singleton;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * The {@code kafka.*} configuration as micronaut-kafka reads it: common, then of the listener's group. What is there for
 * micronaut-kafka alone is left out: clients warn of what they do not know.
 */
@Singleton
final class KafkaProperties {
    /** micronaut-kafka gives every client its reporters; ours are bound to Micrometer's own names instead. */
    private static final String REPORTERS = "io.micronaut.configuration.kafka.metrics.";

    private final BeanContext beans;

    KafkaProperties(BeanContext beans) {
        this.beans = beans;
    }

    /**
     * The settings of a listener's clients, with the session time-out that {@code millrace.*} may give.
     *
     * @throws io.millrace.fault.FaultException with all that is wrong at once
     */
    ClientSettings clients(ListenerNames names, Membership membership, Configuration configuration) {
        Map<String, Object> consumer = consumer(names.group());
        configuration
                .find(Settings.SESSION_TIMEOUT)
                .ifPresent(ms -> consumer.put("session.timeout.ms", Math.toIntExact(ms)));
        return ClientSettings.of(names, membership, consumer, producer(names.group()));
    }

    /** All that {@code kafka.*} says of the consumers of a group. */
    Map<String, Object> consumer(String group) {
        return merged(
                ofGroup(KafkaConsumerConfiguration.class, group).map(AbstractKafkaConfiguration<?, ?>::getConfig));
    }

    /** All that {@code kafka.*} says of the producers of a group. */
    Map<String, Object> producer(String group) {
        return merged(
                ofGroup(KafkaProducerConfiguration.class, group).map(AbstractKafkaConfiguration<?, ?>::getConfig));
    }

    /** As in micronaut-kafka: what stands under a group's own name, or else under {@code default}. */
    private <T extends AbstractKafkaConfiguration<?, ?>> Optional<T> ofGroup(Class<T> kind, String group) {
        return beans.findBean(kind, Qualifiers.byName(group))
                .or(() -> beans.findBean(kind, Qualifiers.byName("default")));
    }

    private Map<String, Object> merged(Optional<Properties> own) {
        Map<String, Object> all = new HashMap<>();
        beans.findBean(KafkaDefaultConfiguration.class).ifPresent(common -> copy(common.getConfig(), all));
        own.ifPresent(configured -> copy(configured, all));
        return all;
    }

    private static void copy(Properties from, Map<String, Object> to) {
        from.forEach((name, value) -> {
            String property = String.valueOf(name);
            boolean reporter = property.equals("meter.registry")
                    || property.equals("metric.reporters")
                            && String.valueOf(value).startsWith(REPORTERS);
            if (!reporter && !property.startsWith("health.")) {
                to.put(property, value);
            }
        });
    }
}
