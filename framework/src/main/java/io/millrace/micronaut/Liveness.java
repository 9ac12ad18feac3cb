package io.millrace.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.health.HealthStatus;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.millrace.ops.Health;
import io.millrace.ops.ServiceView;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** {@code /health/liveness}. */
@Singleton
@io.micronaut.management.health.indicator.annotation.Liveness
@Requires(classes = HealthIndicator.class)
final class Liveness implements HealthIndicator {
    private final ServiceView service;

    Liveness(ServiceView service) {
        this.service = service;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.just(result("millrace-liveness", Health.liveness(service)));
    }

    static HealthResult result(String name, Health health) {
        return HealthResult.builder(name, health.up() ? HealthStatus.UP : HealthStatus.DOWN)
                .details(health.details())
                .build();
    }
}
