package io.millrace.kafka;

import static io.millrace.kafka.Call.ANY;
import static io.millrace.kafka.Call.PENDING;
import static io.millrace.kafka.Call.SENDS;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.*;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.jspecify.annotations.Nullable;

/** The one place where an exception of a client becomes a fault, by its class and the call that failed. */
final class FaultTable {
    /** Says what a failed call was about: many of the client's exceptions do not. */
    @FunctionalInterface
    interface About {
        About NOTHING = cause -> "";

        /** @param cause what the client said it was */
        String of(Throwable cause);
    }

    /** What a row makes of an exception. */
    private enum Demand {
        POISON,
        ABORTED,
        ABORTED_DEAD,
        UNKNOWN,
        RETRY,
        RETRY_DEAD,
        STOP,
        BUG
    }

    /** @param says what happened and what to do */
    record Row(String code, Class<? extends Throwable> type, Set<Call> calls, Demand demand, String says) {
        boolean takes(Throwable e, Call call) {
            return type.isInstance(e) && calls.contains(call);
        }

        Fault fault(Throwable cause, About about) {
            String text = says + detail(cause, about);
            return switch (demand) {
                case POISON -> new Fault.Poison(code, text, cause);
                case ABORTED -> new Fault.OwnershipLost(code, text, false, cause);
                case ABORTED_DEAD -> new Fault.OwnershipLost(code, text, true, cause);
                case UNKNOWN -> new Fault.OutcomeUnknown(code, text, cause);
                case RETRY -> new Fault.Transient(code, text, false, cause);
                case RETRY_DEAD -> new Fault.Transient(code, text, true, cause);
                case STOP -> new Fault.Misconfigured(code, text, cause);
                case BUG -> new Fault.Bug(code, text, cause);
            };
        }

        private static String detail(Throwable cause, About about) {
            String message = String.valueOf(cause.getMessage());
            String of = about.of(cause);
            String subject = of.isEmpty() || message.contains(of) ? "" : of + "; ";
            return " [" + subject + cause.getClass().getSimpleName() + ": " + message + whyNot(cause) + "]";
        }

        /** "SSL handshake failed" alone leaves out what is wrong with which certificate: the virtual machine says it. */
        private static String whyNot(Throwable cause) {
            Throwable handshake = cause.getCause();
            return cause instanceof SslAuthenticationException && handshake != null
                    ? ": " + handshake.getMessage()
                    : "";
        }
    }

    private static final Set<Call> COMMIT = EnumSet.of(Call.COMMIT);
    private static final Set<Call> SEND_OFFSETS = EnumSet.of(Call.SEND_OFFSETS);

    private static final Row TOPIC_RIGHT = stop(
            "MR-0330",
            TopicAuthorizationException.class,
            "a right on a topic is missing; docs/operations.md lists all that are needed under Rights");

    /** The first row that takes an exception decides; a class stands before its superclasses. */
    static final List<Row> ROWS = List.of(
            // Somebody, or time, ended the transaction. None of these says that another owns the partitions.
            stop(
                    "MR-0301",
                    FencedInstanceIdException.class,
                    "another process has this one's static identity: give each"
                            + " replica its own name, and end the other"),
            stop(
                    "MR-0302",
                    UnreleasedInstanceIdException.class,
                    "another live process has this one's static identity:" + " give each replica its own name"),
            row("MR-0303", ProducerFencedException.class, ANY, Demand.ABORTED_DEAD, "the transaction was fenced"),
            row("MR-0304", InvalidProducerEpochException.class, ANY, Demand.ABORTED_DEAD, "the transaction was fenced"),
            row("MR-0305", InvalidTxnStateException.class, ANY, Demand.ABORTED_DEAD, "the transaction timed out"),
            row("MR-0306", CommitFailedException.class, ANY, Demand.ABORTED, "a rebalance overtook the commit"),
            row("MR-0306", IllegalGenerationException.class, ANY, Demand.ABORTED, "a rebalance overtook the commit"),
            row("MR-0306", UnknownMemberIdException.class, ANY, Demand.ABORTED, "this worker is no member any more"),
            row("MR-0306", RebalanceInProgressException.class, ANY, Demand.ABORTED, "a rebalance overtook the commit"),
            // The producer's own state.
            row("MR-0310", TransactionAbortableException.class, ANY, Demand.RETRY, "the transaction must be aborted"),
            row("MR-0311", TransactionAbortedException.class, ANY, Demand.RETRY, "the transaction was aborted"),
            row(
                    "MR-0312",
                    InvalidPidMappingException.class,
                    ANY,
                    Demand.RETRY_DEAD,
                    "the broker has forgotten this" + " producer, which was unused for days"),
            row(
                    "MR-0313",
                    OutOfOrderSequenceException.class,
                    ANY,
                    Demand.RETRY_DEAD,
                    "the broker has lost this" + " producer's sequence"),
            // One record.
            row(
                    "MR-0320",
                    RecordTooLargeException.class,
                    SENDS,
                    Demand.POISON,
                    "a record is larger than its topic or max.request.size allows: raise max.message.bytes and"
                            + " max.request.size, or make it smaller"),
            row(
                    "MR-0321",
                    RecordBatchTooLargeException.class,
                    SENDS,
                    Demand.POISON,
                    "a record is larger than a segment" + " of its topic: raise segment.bytes or make it smaller"),
            row("MR-0322", SerializationException.class, ANY, Demand.POISON, "a record could not be serialised"),
            row(
                    "MR-0323",
                    InvalidTimestampException.class,
                    SENDS,
                    Demand.POISON,
                    "the topic refuses the record's time"
                            + " stamp: see message.timestamp.before.max.ms and message.timestamp.after.max.ms"),
            row("MR-0324", IllegalArgumentException.class, SENDS, Demand.POISON, "no topic takes this record"),
            // The cluster's configuration.
            TOPIC_RIGHT,
            stop(
                    "MR-0331",
                    GroupAuthorizationException.class,
                    "a right on a group is missing; docs/operations.md lists all that are needed under Rights"),
            stop(
                    "MR-0332",
                    TransactionalIdAuthorizationException.class,
                    "a right on a transactional id is missing; docs/operations.md lists all that are needed under Rights"),
            stop(
                    "MR-0333",
                    AuthorizationException.class,
                    "a right is missing; docs/operations.md lists all that are needed under Rights"),
            stop(
                    "MR-0345",
                    SslAuthenticationException.class,
                    "the TLS handshake with the broker failed: check ssl.truststore, and ssl.keystore if the broker asks"
                            + " for a certificate"),
            stop(
                    "MR-0334",
                    AuthenticationException.class,
                    "the broker refuses the user: check security and sasl" + " settings"),
            stop("MR-0335", UnsupportedVersionException.class, "the broker is too old: 4.0 or later is needed"),
            stop("MR-0336", InvalidTopicException.class, "no topic can have this name"),
            row(
                    "MR-0337",
                    UnknownTopicOrPartitionException.class,
                    SENDS,
                    Demand.STOP,
                    "a topic is missing: create it or" + " let millrace.topics.provision do so"),
            row("MR-0344", UnknownTopicOrPartitionException.class, ANY, Demand.RETRY, "a topic is not known (yet)"),
            stop(
                    "MR-0338",
                    InconsistentGroupProtocolException.class,
                    "the group has members of another kind: end them" + " or choose another application id"),
            stop("MR-0339", GroupMaxSizeReachedException.class, "the group is full: see the broker's group.max.size"),
            stop(
                    "MR-0340",
                    InvalidSessionTimeoutException.class,
                    "the broker refuses session.timeout.ms: see its" + " group.min.session.timeout.ms"),
            stop("MR-0341", ConfigException.class, "a client setting is wrong"),
            stop("MR-0342", PolicyViolationException.class, "the cluster's policy refuses it"),
            stop(
                    "MR-0343",
                    InvalidReplicationFactorException.class,
                    "the cluster has too few brokers: lower" + " millrace.topics.replication-factor"),
            // Offsets against logs.
            stop(
                    "MR-0350",
                    OffsetOutOfRangeException.class,
                    "an offset lies outside its log: records were deleted before they were read, or the topic was"
                            + " recreated; reset the listener (millrace.reset) or restore the topic"),
            stop(
                    "MR-0351",
                    NoOffsetForPartitionException.class,
                    "a partition has no offset: it was read before it was" + " given a position"),
            row("MR-0352", OffsetMetadataTooLarge.class, ANY, Demand.BUG, "offset metadata is too large"),
            // Time.
            row(
                    "MR-0360",
                    org.apache.kafka.common.errors.TimeoutException.class,
                    COMMIT,
                    Demand.UNKNOWN,
                    "no answer to" + " a commit"),
            row(
                    "MR-0361",
                    org.apache.kafka.common.errors.TimeoutException.class,
                    PENDING,
                    Demand.RETRY_DEAD,
                    "no answer" + " from the transaction coordinator"),
            row(
                    "MR-0362",
                    org.apache.kafka.common.errors.TimeoutException.class,
                    ANY,
                    Demand.RETRY,
                    "no answer from" + " the cluster"),
            row("MR-0362", TimeoutException.class, ANY, Demand.RETRY, "no answer from the cluster"),
            row("MR-0363", InterruptException.class, COMMIT, Demand.UNKNOWN, "a commit was interrupted"),
            row("MR-0364", InterruptException.class, ANY, Demand.RETRY_DEAD, "interrupted"),
            row("MR-0365", RetriableException.class, COMMIT, Demand.UNKNOWN, "no clear answer to a commit"),
            row("MR-0366", RetriableException.class, ANY, Demand.RETRY, "the cluster is not ready"),
            row("MR-0367", UnknownServerException.class, COMMIT, Demand.UNKNOWN, "no clear answer to a commit"),
            row("MR-0368", UnknownServerException.class, ANY, Demand.RETRY_DEAD, "the broker failed"),
            // What should not happen.
            row(
                    "MR-0394",
                    IllegalStateException.class,
                    ANY,
                    Demand.BUG,
                    "a client was used in a state that forbids it"),
            row("MR-0395", ApiException.class, SEND_OFFSETS, Demand.ABORTED_DEAD, "the offsets were refused"),
            row("MR-0396", ApiException.class, COMMIT, Demand.UNKNOWN, "no clear answer to a commit"),
            row("MR-0397", ApiException.class, ANY, Demand.RETRY_DEAD, "the cluster refused"));

    private static final Row ERROR_STATE =
            row("MR-0370", KafkaException.class, ANY, Demand.RETRY_DEAD, "the producer is in its error state");
    private static final Row UNEXPECTED_RESPONSE =
            row("MR-0371", KafkaException.class, ANY, Demand.BUG, "the broker refused what was checked before");
    private static final Row UNKNOWN = row("MR-0398", Throwable.class, ANY, Demand.BUG, "unexpected");

    private FaultTable() {}

    static FaultException exception(Throwable e, Call call) {
        return exception(e, call, About.NOTHING);
    }

    static FaultException exception(Throwable e, Call call, About about) {
        return e instanceof FaultException own ? own : new FaultException(fault(e, call, about));
    }

    static Fault fault(Throwable e, Call call) {
        return fault(e, call, About.NOTHING);
    }

    private static Fault fault(Throwable e, Call call, About about) {
        for (Throwable at = e; at != null; at = inside(at)) {
            for (Row row : ROWS) {
                if (row.takes(at, call)) {
                    return dead(row.fault(at, about), e, at);
                }
            }
        }
        if (e instanceof KafkaException) {
            // OffsetMetadataTooLarge and other fatal answers come without a class of their own; they would come again.
            String message = String.valueOf(e.getMessage());
            if (!message.contains("Unexpected error in")) {
                return ERROR_STATE.fault(e, about);
            }
            return (lacksTopicRight(e) ? TOPIC_RIGHT : UNEXPECTED_RESPONSE).fault(e, about);
        }
        return UNKNOWN.fault(e, about);
    }

    /** Where offsets are sent, the client has no class for that answer, and does not say which topic. */
    static boolean lacksTopicRight(Throwable e) {
        return String.valueOf(e.getMessage()).contains("Topic authorization failed");
    }

    /** What an exception of no meaning of its own was made of. */
    private static @Nullable Throwable inside(Throwable e) {
        boolean wraps = e instanceof ExecutionException
                || e instanceof CompletionException
                || e.getClass() == KafkaException.class;
        return wraps ? e.getCause() : null;
    }

    /**
     * A cause wrapped by "we are in an error state" may have been harmless when it came, but every later call fails: the
     * transaction has to be aborted, and whether that is possible is known only to the producer. A new one always works.
     */
    private static Fault dead(Fault fault, Throwable thrown, Throwable found) {
        boolean errorState =
                thrown != found && String.valueOf(thrown.getMessage()).contains("error state");
        if (errorState && fault instanceof Fault.Transient f) {
            return new Fault.Transient(f.code(), f.message(), true, f.cause());
        }
        if (errorState && fault instanceof Fault.OwnershipLost f) {
            return new Fault.OwnershipLost(f.code(), f.message(), true, f.cause());
        }
        return fault;
    }

    private static Row stop(String code, Class<? extends Throwable> type, String says) {
        return row(code, type, ANY, Demand.STOP, says);
    }

    private static Row row(String code, Class<? extends Throwable> type, Set<Call> calls, Demand demand, String says) {
        return new Row(code, type, calls, demand, says);
    }
}
