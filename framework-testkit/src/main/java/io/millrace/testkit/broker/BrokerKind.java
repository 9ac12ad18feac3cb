package io.millrace.testkit.broker;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What kind of broker a test runs on. */
public enum BrokerKind {
    /** A process where millrace-dev can start one; else a container. */
    AUTO,
    /** The broker of millrace-dev: a child process, which needs nothing installed. */
    PROCESS,
    /** The official image through {@code org.testcontainers:testcontainers-kafka}, which needs a container runtime. */
    TESTCONTAINERS;

    /** What this JVM has to run brokers with. */
    interface Surroundings {
        boolean canStartProcesses();

        boolean hasTestcontainers();

        boolean hasDocker();
    }

    /**
     * The kind to start.
     *
     * @param annotated goes first, unless it leaves it open
     * @param property the value of {@code millrace.dev.broker}; null if it is not set
     * @throws IllegalStateException MR-0710 to MR-0713 with what to install or to write instead
     */
    static BrokerKind choose(BrokerKind annotated, @Nullable String property, Surroundings here) {
        BrokerKind wanted = annotated == AUTO ? named(property) : annotated;
        return switch (wanted) {
            case PROCESS -> {
                if (!here.canStartProcesses()) {
                    throw new IllegalStateException("MR-0711 no broker can be started as a process: put"
                            + " io.millrace:millrace-dev on the test class path");
                }
                yield PROCESS;
            }
            case TESTCONTAINERS -> {
                refuseWithoutContainers(here);
                yield TESTCONTAINERS;
            }
            case AUTO -> {
                if (here.canStartProcesses()) {
                    yield PROCESS;
                }
                refuseWithoutContainers(here);
                yield TESTCONTAINERS;
            }
        };
    }

    private static BrokerKind named(@Nullable String property) {
        String name = property == null || property.isBlank() ? "auto" : property;
        try {
            return valueOf(name.strip().toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalStateException(
                    "MR-0710 millrace.dev.broker = '" + name + "': a test needs auto, process or testcontainers",
                    unknown);
        }
    }

    private static void refuseWithoutContainers(Surroundings here) {
        if (!here.hasTestcontainers()) {
            throw new IllegalStateException("MR-0712 a broker in a container was asked for: put"
                    + " org.testcontainers:testcontainers-kafka (2.0 or later) on the test class path, or use process");
        }
        if (!here.hasDocker()) {
            throw new IllegalStateException(
                    "MR-0713 a broker in a container was asked for, and no container runtime"
                            + " answers: install and start Docker, or set DOCKER_HOST to one, or use millrace.dev.broker=process");
        }
    }
}
