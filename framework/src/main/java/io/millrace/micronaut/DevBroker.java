package io.millrace.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.Environment;
import io.micronaut.context.env.PropertySource;
import io.millrace.spi.DevelopmentBroker;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Development means that millrace-dev is on the class path: then a service that names no broker gets one, before any bean
 * asks for its address. In production without a broker the start is refused; there is never a silent one.
 */
@ContextConfigurer
public final class DevBroker implements ApplicationContextConfigurer {
    private static final Logger LOG = LoggerFactory.getLogger(DevBroker.class);
    private static final String BOOTSTRAP = "kafka.bootstrap.servers";

    static boolean isPresent() {
        return find().isPresent();
    }

    private static Optional<DevelopmentBroker> find() {
        return ServiceLoader.load(DevelopmentBroker.class).findFirst();
    }

    @Override
    public void configure(ApplicationContext context) {
        Environment environment = context.getEnvironment();
        find().ifPresent(broker -> {
            // Only a started environment knows what application.yml says; starting it twice does nothing.
            environment.start();
            boolean wanted = !"off".equals(environment.getProperty("millrace.dev.broker", String.class, "auto"));
            if (wanted && !environment.containsProperty(BOOTSTRAP)) {
                String application = environment.getProperty("micronaut.application.name", String.class, "application");
                String servers = broker.start(application);
                LOG.info("A broker for development listens on {}: kafka.bootstrap.servers is not set", servers);
                environment.addPropertySource(PropertySource.of("millrace-dev", Map.of(BOOTSTRAP, servers)));
            }
        });
    }
}
