package io.millrace.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Switches micronaut-kafka's own health indicator off unless somebody has decided about it: with a broker away it makes every
 * replica unready, and it needs rights on the cluster. A value from anywhere wins.
 */
@ContextConfigurer
public final class KafkaHealthOff implements ApplicationContextConfigurer {
    private static final Logger LOG = LoggerFactory.getLogger(KafkaHealthOff.class);
    private static final String ENABLED = "kafka.health.enabled";

    @Override
    public void configure(ApplicationContext context) {
        Environment environment = context.getEnvironment();
        environment.start();
        if (!environment.containsProperty(ENABLED)) {
            environment.addPropertySource(
                    PropertySource.of("millrace-defaults", Map.of(ENABLED, false), Integer.MIN_VALUE));
            LOG.info(
                    "{}=false by default: a broker that is away should not make replicas unready; set it to decide",
                    ENABLED);
        }
    }
}
