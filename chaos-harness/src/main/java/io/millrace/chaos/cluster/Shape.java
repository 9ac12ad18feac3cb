package io.millrace.chaos.cluster;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What brokers form the cluster.
 *
 * @param brokers 1 or 3
 * @param controllerApart whether the controller is a process of its own, which lives on when the only broker dies
 * @param security of the way between replicas and brokers
 * @param settings of brokers, before the usual ones
 */
public record Shape(int brokers, boolean controllerApart, Security security, Map<String, String> settings) {
    /** One that is broker and controller, and lets everybody do everything. */
    public static final Shape USUAL = new Shape(1, false, Security.NONE, Map.of());

    public Shape of(int count) {
        return new Shape(count, controllerApart, security, settings);
    }

    /** The same with its controller in a process of its own. */
    public Shape apart() {
        return new Shape(brokers, true, security, settings);
    }

    public Shape with(Security now) {
        return new Shape(brokers, controllerApart, now, settings);
    }

    public Shape with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new Shape(brokers, controllerApart, security, more);
    }
}
