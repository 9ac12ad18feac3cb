package io.millrace.micronaut;

import io.micronaut.core.value.PropertyResolver;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.model.Durations;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The {@code millrace.*} configuration of one service. Precedence: framework default, {@code millrace.defaults},
 * {@code millrace.listeners.<name>}. Mistakes are collected, so that a start names all of them at once.
 */
final class MillraceSettings {
    private final PropertyResolver properties;
    private final List<String> problems = new ArrayList<>();

    MillraceSettings(PropertyResolver properties) {
        this.properties = properties;
    }

    String application() {
        return text("millrace.application-id")
                .or(() -> text("micronaut.application.name"))
                .orElseGet(() -> problem(
                        "MR-0202 the service has no name: set micronaut.application.name, which its groups and topics"
                                + " begin with",
                        ""));
    }

    String stateDir(boolean development) {
        return text("millrace.state-dir").orElse(development ? "target/millrace/state" : "/var/lib/millrace");
    }

    /** What this replica is called, the same after a restart; empty if it is nobody in particular. */
    Optional<String> instance() {
        return text("millrace.instance");
    }

    String membership() {
        return choice(
                "millrace.membership", instance().isPresent() ? "static" : "dynamic", "static", "dynamic", "consumer");
    }

    Optional<Long> sessionTimeoutMs() {
        return text("millrace.session-timeout").map(text -> durationMs("millrace.session-timeout", text));
    }

    boolean bounded(String input) {
        return properties.getProperty("millrace.inputs." + input + ".bounded", Boolean.class, false);
    }

    /** The real name of a topic that a listener calls so. */
    String topic(String name) {
        return text("millrace.topics.names." + name).orElse(name);
    }

    String provision() {
        return choice("millrace.topics.provision", "internal", "internal", "all", "none");
    }

    short replicationFactor() {
        return properties.getProperty("millrace.topics.replication-factor", Short.class, (short) -1);
    }

    boolean allowLowReplication() {
        return properties.getProperty("millrace.topics.allow-low-replication", Boolean.class, false);
    }

    int partitionsInDevelopment() {
        return properties.getProperty("millrace.topics.partitions", Integer.class, 4);
    }

    Optional<String> failpoint() {
        return text("millrace.failpoint");
    }

    /** Whether this replica runs the listener at all. */
    boolean enabled(String listener) {
        return listenerText(listener, "enabled").map(Boolean::parseBoolean).orElse(true);
    }

    int threads(String listener) {
        return (int) number(listener, "threads", 1, 1, 256);
    }

    boolean exactlyOnce(String listener) {
        String name = listenerText(listener, "guarantee").orElse("exactly-once");
        if (!name.equals("exactly-once") && !name.equals("at-least-once")) {
            problem("MR-0203 guarantee of " + listener + " is '" + name + "'; use exactly-once or at-least-once", "");
        }
        return name.equals("exactly-once");
    }

    long durationMs(String listener, String name, long otherwise) {
        return listenerText(listener, name)
                .map(text -> durationMs(name + " of " + listener, text))
                .orElse(otherwise);
    }

    /** As a duration; {@code off} is -1. */
    long durationOrOffMs(String listener, String name, long otherwise) {
        return listenerText(listener, name)
                .map(text -> text.equals("off") ? Long.valueOf(-1) : durationMs(name + " of " + listener, text))
                .orElse(otherwise);
    }

    long number(String listener, String name, long otherwise, long min, long max) {
        Optional<String> text = listenerText(listener, name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.get());
            if (value >= min && value <= max) {
                return value;
            }
        } catch (NumberFormatException e) {
            // said below
        }
        return problem(
                "MR-0204 " + name + " of " + listener + " is '" + text.get() + "'; use a number from " + min + " to "
                        + max,
                otherwise);
    }

    private Optional<String> listenerText(String listener, String name) {
        return text("millrace.listeners." + listener + "." + name).or(() -> text("millrace.defaults." + name));
    }

    private Long durationMs(String name, String text) {
        try {
            return Durations.zeroOrMoreMs(text);
        } catch (IllegalArgumentException e) {
            return problem("MR-0205 " + name + ": " + e.getMessage(), 0L);
        }
    }

    private String choice(String name, String otherwise, String... allowed) {
        String value = text(name).orElse(otherwise);
        if (!List.of(allowed).contains(value)) {
            problem("MR-0206 " + name + " is '" + value + "'; use one of " + List.of(allowed), value);
        }
        return value;
    }

    private Optional<String> text(String name) {
        return properties.getProperty(name, String.class).filter(text -> !text.isBlank());
    }

    /** Notes a mistake; what stands in for the value lets the reading go on. */
    <T> T problem(String text, T otherwise) {
        problems.add(text);
        return otherwise;
    }

    /**
     * Ends the reading of settings.
     *
     * @throws FaultException with everything that is wrong
     */
    void check() {
        if (!problems.isEmpty()) {
            throw new FaultException(
                    new Fault.Misconfigured("MR-0200", "configuration:\n  " + String.join("\n  ", problems), null));
        }
    }
}
