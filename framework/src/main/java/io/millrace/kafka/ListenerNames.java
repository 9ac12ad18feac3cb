package io.millrace.kafka;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import java.util.regex.Pattern;

/**
 * What a listener is called on the wire. All its names share one prefix, so that one prefixed ACL covers them.
 *
 * <p>Names hold only {@code [a-z0-9-]}. A dot, which no name can hold, ends the prefix of transactional ids: a listener
 * {@code fraud} never takes the transactions of {@code fraud-2} for its own.
 */
public record ListenerNames(String app, String listener) {
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]*[a-z0-9])?");

    /** Kafka's limit for a topic's name, less the longest suffix. */
    private static final int GROUP_CHARS_MAX = 249 - "-changelog".length();

    public ListenerNames {
        check("application id", app);
        check("listener name", listener);
        if (app.length() + 1 + listener.length() > GROUP_CHARS_MAX) {
            throw refused("application id and listener name are longer than " + GROUP_CHARS_MAX + " together");
        }
    }

    public String group() {
        return app + "-" + listener;
    }

    public String changelog() {
        return group() + "-changelog";
    }

    /** The dead-letter topic. */
    public String dlq() {
        return group() + "-dlq";
    }

    /** The internal topic behind {@code @Repartition(name)}. */
    public String repartition(String name) {
        check("repartition name", name);
        return group() + "-" + name + "-repartition";
    }

    /** What every transactional id of the listener begins with, and no other's. */
    public String idPrefix() {
        return group() + ".";
    }

    private static void check(String what, String name) {
        if (!NAME.matcher(name).matches()) {
            throw refused(what + " '" + name
                    + "' must be lower-case letters, digits and inner dashes, as in 'fraud-detector'");
        }
    }

    private static FaultException refused(String why) {
        return new FaultException(new Fault.Misconfigured("MR-0201", why, null));
    }
}
