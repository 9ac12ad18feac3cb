package io.millrace.kafka;

import io.millrace.fault.FaultException;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;

/**
 * In whose name a client talks to the cluster. Brokers refuse what somebody may not do without a word on who, and mostly on
 * what: whoever has to grant it is told here. Immutable.
 */
final class Asker {
    private final ClientUser user;

    /** @param settings of the client */
    Asker(Map<String, ?> settings) {
        this.user = ClientUser.of(settings);
    }

    /**
     * Waits for what the cluster was asked; bounded by the admin client's own time limits.
     *
     * @param operation the right that it takes
     * @param name of the topic, group or id that was asked about
     * @throws FaultException if the question failed
     */
    <T> T answer(KafkaFuture<T> asked, AclOperation operation, String name) {
        try {
            return asked.get();
        } catch (ExecutionException e) {
            throw refused(e, operation, name);
        } catch (InterruptedException e) {
            throw FaultTable.exception(new InterruptException(e), Call.ASK);
        }
    }

    /** The same for an answer that has come. */
    FaultException refused(Throwable e, AclOperation operation, String name) {
        return failed(e, Call.ASK, operation, name);
    }

    /**
     * A call of a consumer or producer failed.
     *
     * @param id its transactional id or group
     */
    FaultException failed(Throwable e, Call call, String id) {
        return failed(e, call, Call.READS.contains(call) ? AclOperation.READ : AclOperation.WRITE, id);
    }

    /** Offsets were not taken: that needs the group, and the topics they are of, to be read. */
    FaultException offsetsRefused(Throwable e, Set<String> topics, String id) {
        return FaultTable.lacksTopicRight(e)
                ? FaultTable.exception(e, Call.SEND_OFFSETS, cause -> needed(AclOperation.READ, "topic", topics))
                : failed(e, Call.SEND_OFFSETS, id);
    }

    private FaultException failed(Throwable e, Call call, AclOperation operation, String name) {
        return FaultTable.exception(
                e,
                call,
                cause -> cause instanceof AuthorizationException ? right(cause, operation, Set.of(name)) : name);
    }

    /**
     * Who needs what.
     *
     * @param operation that was refused
     * @param names what was asked about, where the cause does not say
     */
    String right(Throwable cause, AclOperation operation, Set<String> names) {
        if (cause instanceof TopicAuthorizationException e) {
            return needed(operation, "topic", e.unauthorizedTopics().isEmpty() ? names : e.unauthorizedTopics());
        }
        if (cause instanceof GroupAuthorizationException e) {
            return needed(operation, "group", e.groupId() == null ? names : Set.of(e.groupId()));
        }
        if (cause instanceof TransactionalIdAuthorizationException) {
            return needed(AclOperation.WRITE, "transactional-id", names);
        }
        return user.name() + " needs more rights on the cluster";
    }

    private String needed(AclOperation operation, String kind, Collection<String> names) {
        String each =
                names.stream().sorted().map(name -> " --" + kind + " " + name).collect(Collectors.joining());
        return user.name() + " needs " + operation + " on " + kind + " "
                + names.stream().sorted().collect(Collectors.joining(", ")) + ": kafka-acls --add --allow-principal "
                + user.principal() + " --operation " + operation + each;
    }
}
