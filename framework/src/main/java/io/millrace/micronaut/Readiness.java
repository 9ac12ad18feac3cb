package io.millrace.micronaut;

import io.micronaut.context.annotation.Requires;
import io.micronaut.core.async.publisher.Publishers;
import io.micronaut.management.health.indicator.HealthIndicator;
import io.micronaut.management.health.indicator.HealthResult;
import io.millrace.ops.Health;
import io.millrace.ops.ServiceView;
import jakarta.inject.Singleton;
import org.reactivestreams.Publisher;

/** {@code /health/readiness}. */
@Singleton
@io.micronaut.management.health.indicator.annotation.Readiness
@Requires(classes = HealthIndicator.class)
final class Readiness implements HealthIndicator {
    private final ServiceView service;

    Readiness(ServiceView service) {
        this.service = service;
    }

    @Override
    public Publisher<HealthResult> getResult() {
        return Publishers.just(Liveness.result("millrace-readiness", Health.readiness(service)));
    }
}
