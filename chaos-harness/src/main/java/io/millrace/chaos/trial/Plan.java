package io.millrace.chaos.trial;

import io.millrace.chaos.cluster.Security;
import io.millrace.chaos.cluster.Shape;
import io.millrace.chaos.feed.Load;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a scenario runs on.
 *
 * @param replicas their names, all of which are started
 * @param fixed whether replicas are static members, named as they are; else dynamic ones
 * @param sessionSeconds after which a silent replica is replaced
 * @param settings of replicas, before the usual ones
 * @param required guarantees of which the history must tell something
 */
public record Plan(
        Shape cluster,
        List<String> replicas,
        boolean fixed,
        int sessionSeconds,
        Load load,
        Map<String, String> settings,
        List<String> required) {
    /** Partitions of each topic of the workload. */
    public static final int PARTITIONS = 4;

    private static final int SESSION_SECONDS = 6;
    private static final List<String> REQUIRED =
            List.of("G0", "G1", "G2", "G3", "G4", "G5", "G6", "G7", "G8", "G9", "G10", "G12", "G13", "G14");

    /** One broker and two replicas, static members with a session of 6 s, the least that a foreign broker allows. */
    public static Plan usual() {
        return new Plan(Shape.USUAL, List.of("a", "b"), true, SESSION_SECONDS, Load.USUAL, Map.of(), REQUIRED);
    }

    private Plan on(Shape now) {
        return new Plan(now, replicas, fixed, sessionSeconds, load, settings, required);
    }

    public Plan withBrokers(int count) {
        return on(cluster.of(count));
    }

    /** The same with a controller that does not die with the only broker. */
    public Plan withControllerApart() {
        return on(cluster.apart());
    }

    public Plan withSecurity(Security security) {
        return on(cluster.with(security));
    }

    public Plan withBroker(String setting, String value) {
        return on(cluster.with(setting, value));
    }

    public Plan withReplicas(String... names) {
        return new Plan(cluster, List.of(names), fixed, sessionSeconds, load, settings, required);
    }

    /** The same with dynamic members. */
    public Plan dynamic() {
        return new Plan(cluster, replicas, false, sessionSeconds, load, settings, required);
    }

    public Plan withSession(int seconds) {
        return new Plan(cluster, replicas, fixed, seconds, load, settings, required);
    }

    public Plan withLoad(Load now) {
        return new Plan(cluster, replicas, fixed, sessionSeconds, now, settings, required);
    }

    public Plan with(String setting, String value) {
        Map<String, String> more = new LinkedHashMap<>(settings);
        more.put(setting, value);
        return new Plan(cluster, replicas, fixed, sessionSeconds, load, more, required);
    }
}
