package io.millrace.kafka;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.clients.admin.TopicDescription;
import org.jspecify.annotations.Nullable;

/**
 * Notices that a topic which state depends on was deleted, made anew or given more partitions. A consumer says nothing
 * clear about any of these: it goes on with what is left.
 */
public final class TopicWatch {
    private final Function<Collection<String>, Map<String, TopicDescription>> describe;
    private final Map<String, TopicIdentity> known;

    TopicWatch(Function<Collection<String>, Map<String, TopicDescription>> describe, Map<String, TopicIdentity> known) {
        this.describe = describe;
        this.known = Map.copyOf(known);
    }

    /** What is wrong now, if anything; empty also while no broker answers. Blocks for as long as a request takes. */
    public Optional<Fault> look() {
        Map<String, TopicDescription> now;
        try {
            now = describe.apply(known.keySet());
        } catch (FaultException e) {
            return Optional.empty();
        }
        for (Map.Entry<String, TopicIdentity> then : known.entrySet()) {
            String problem = difference(then.getValue(), now.get(then.getKey()));
            if (!problem.isEmpty()) {
                return Optional.of(new Fault.Misconfigured(
                        "MR-0385",
                        "topic " + then.getKey() + problem
                                + ", so its listener stops. Bring it back as it was, or reset"
                                + " the listener's state and offsets together (millrace.reset)",
                        null));
            }
        }
        return Optional.empty();
    }

    private static String difference(TopicIdentity then, @Nullable TopicDescription found) {
        if (found == null) {
            return " was deleted";
        }
        TopicIdentity now = TopicIdentity.of(found);
        if (!now.id().equals(then.id())) {
            return " was deleted and made anew";
        }
        return now.partitions() == then.partitions()
                ? ""
                : " has " + now.partitions() + " partitions instead of " + then.partitions();
    }
}
