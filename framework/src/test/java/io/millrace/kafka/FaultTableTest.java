package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import java.security.SignatureException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.clients.consumer.NoOffsetForPartitionException;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.*;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class FaultTableTest {
    private static final TopicPartition AT = new TopicPartition("t", 0);

    /** What is asserted of a fault: its kind, and whether the producer is dead. */
    private static String kind(Fault fault) {
        if (fault instanceof Fault.OwnershipLost f) {
            return f.producerDead() ? "aborted, producer dead" : "aborted";
        }
        if (fault instanceof Fault.Transient f) {
            return f.producerDead() ? "retry, producer dead" : "retry";
        }
        return fault.getClass().getSimpleName();
    }

    static List<Arguments> rows() {
        return List.of(
                arguments(new FencedInstanceIdException("x"), Call.POLL, "MR-0301", "Misconfigured"),
                arguments(new FencedInstanceIdException("x"), Call.SEND_OFFSETS, "MR-0301", "Misconfigured"),
                arguments(new UnreleasedInstanceIdException("x"), Call.POLL, "MR-0302", "Misconfigured"),
                arguments(new ProducerFencedException("x"), Call.COMMIT, "MR-0303", "aborted, producer dead"),
                arguments(new InvalidProducerEpochException("x"), Call.FLUSH, "MR-0304", "aborted, producer dead"),
                arguments(new InvalidTxnStateException("x"), Call.COMMIT, "MR-0305", "aborted, producer dead"),
                arguments(new CommitFailedException("x"), Call.SEND_OFFSETS, "MR-0306", "aborted"),
                arguments(new IllegalGenerationException(), Call.SEND_OFFSETS, "MR-0306", "aborted"),
                arguments(new UnknownMemberIdException(), Call.SEND_OFFSETS, "MR-0306", "aborted"),
                arguments(new RebalanceInProgressException(), Call.SEND_OFFSETS, "MR-0306", "aborted"),
                arguments(new TransactionAbortableException("x"), Call.COMMIT, "MR-0310", "retry"),
                arguments(new TransactionAbortedException(), Call.FLUSH, "MR-0311", "retry"),
                arguments(new InvalidPidMappingException("x"), Call.SEND_OFFSETS, "MR-0312", "retry, producer dead"),
                arguments(new OutOfOrderSequenceException("x"), Call.FLUSH, "MR-0313", "retry, producer dead"),
                arguments(new UnknownProducerIdException("x"), Call.FLUSH, "MR-0313", "retry, producer dead"),
                arguments(new RecordTooLargeException("x"), Call.SEND, "MR-0320", "Poison"),
                arguments(new RecordTooLargeException("x"), Call.FLUSH, "MR-0320", "Poison"),
                arguments(new RecordBatchTooLargeException("x"), Call.FLUSH, "MR-0321", "Poison"),
                arguments(new SerializationException("x"), Call.SEND, "MR-0322", "Poison"),
                arguments(new InvalidTimestampException("x"), Call.FLUSH, "MR-0323", "Poison"),
                arguments(new IllegalArgumentException("x"), Call.SEND, "MR-0324", "Poison"),
                arguments(new TopicAuthorizationException("t"), Call.FLUSH, "MR-0330", "Misconfigured"),
                arguments(new TopicAuthorizationException("t"), Call.POLL, "MR-0330", "Misconfigured"),
                arguments(GroupAuthorizationException.forGroupId("g"), Call.SEND_OFFSETS, "MR-0331", "Misconfigured"),
                arguments(new TransactionalIdAuthorizationException("x"), Call.INIT, "MR-0332", "Misconfigured"),
                arguments(new ClusterAuthorizationException("x"), Call.ASK, "MR-0333", "Misconfigured"),
                arguments(new SslAuthenticationException("x"), Call.ASK, "MR-0345", "Misconfigured"),
                arguments(new SaslAuthenticationException("x"), Call.POLL, "MR-0334", "Misconfigured"),
                arguments(new UnsupportedVersionException("x"), Call.INIT, "MR-0335", "Misconfigured"),
                arguments(new InvalidTopicException("x"), Call.SEND, "MR-0336", "Misconfigured"),
                arguments(new UnknownTopicOrPartitionException(), Call.FLUSH, "MR-0337", "Misconfigured"),
                arguments(new UnknownTopicOrPartitionException(), Call.ASK, "MR-0344", "retry"),
                arguments(new InconsistentGroupProtocolException("x"), Call.POLL, "MR-0338", "Misconfigured"),
                arguments(new GroupMaxSizeReachedException("x"), Call.POLL, "MR-0339", "Misconfigured"),
                arguments(new InvalidSessionTimeoutException("x"), Call.POLL, "MR-0340", "Misconfigured"),
                arguments(new ConfigException("x"), Call.POLL, "MR-0341", "Misconfigured"),
                arguments(new PolicyViolationException("x"), Call.ASK, "MR-0342", "Misconfigured"),
                arguments(new InvalidReplicationFactorException("x"), Call.ASK, "MR-0343", "Misconfigured"),
                arguments(new OffsetOutOfRangeException(Map.of(AT, 1L)), Call.POLL, "MR-0350", "Misconfigured"),
                arguments(new OffsetOutOfRangeException(Map.of(AT, 1L)), Call.READ, "MR-0350", "Misconfigured"),
                arguments(new NoOffsetForPartitionException(AT), Call.POLL, "MR-0351", "Misconfigured"),
                arguments(new OffsetMetadataTooLarge("x"), Call.SEND_OFFSETS, "MR-0352", "Bug"),
                arguments(new TimeoutException("x"), Call.COMMIT, "MR-0360", "OutcomeUnknown"),
                arguments(new TimeoutException("x"), Call.INIT, "MR-0361", "retry, producer dead"),
                arguments(new TimeoutException("x"), Call.SEND_OFFSETS, "MR-0361", "retry, producer dead"),
                arguments(new TimeoutException("x"), Call.ABORT, "MR-0361", "retry, producer dead"),
                arguments(new TimeoutException("x"), Call.FLUSH, "MR-0362", "retry"),
                arguments(new TimeoutException("x"), Call.ASK, "MR-0362", "retry"),
                arguments(new java.util.concurrent.TimeoutException(), Call.ASK, "MR-0362", "retry"),
                arguments(interrupt(), Call.COMMIT, "MR-0363", "OutcomeUnknown"),
                arguments(interrupt(), Call.FLUSH, "MR-0364", "retry, producer dead"),
                arguments(new NetworkException("x"), Call.COMMIT, "MR-0365", "OutcomeUnknown"),
                arguments(new NetworkException("x"), Call.FLUSH, "MR-0366", "retry"),
                arguments(new NotEnoughReplicasException("x"), Call.FLUSH, "MR-0366", "retry"),
                arguments(new UnknownServerException("x"), Call.COMMIT, "MR-0367", "OutcomeUnknown"),
                arguments(new UnknownServerException("x"), Call.FLUSH, "MR-0368", "retry, producer dead"),
                arguments(new IllegalStateException("x"), Call.BEGIN, "MR-0394", "Bug"),
                arguments(new InvalidRequestException("x"), Call.SEND_OFFSETS, "MR-0395", "aborted, producer dead"),
                arguments(new InvalidRequestException("x"), Call.COMMIT, "MR-0396", "OutcomeUnknown"),
                arguments(new InvalidRequestException("x"), Call.FLUSH, "MR-0397", "retry, producer dead"));
    }

    private static InterruptException interrupt() {
        InterruptException e = new InterruptException(new InterruptedException());
        Thread.interrupted(); // making one interrupts the maker
        return e;
    }

    @ParameterizedTest(name = "{0} at {1}: {3}")
    @MethodSource("rows")
    void eachRow(Exception thrown, Call call, String code, String kind) {
        Fault fault = FaultTable.fault(thrown, call);
        assertThat(fault.code()).isEqualTo(code);
        assertThat(kind(fault)).isEqualTo(kind);
        assertThat(fault.cause()).isSameAs(thrown);
        for (Throwable wrapped : List.of(
                new ExecutionException(thrown),
                new CompletionException(thrown),
                new KafkaException("Cannot perform send because of a previous error", thrown),
                new KafkaException(new ExecutionException(thrown)))) {
            assertThat(FaultTable.fault(wrapped, call)).isEqualTo(fault);
        }
    }

    @Test
    void noRowIsWithoutATest() {
        Set<String> tested = rows().stream().map(row -> (String) row.get()[2]).collect(Collectors.toSet());
        assertThat(FaultTable.ROWS.stream().map(FaultTable.Row::code)).allMatch(tested::contains);
    }

    @Test
    void aRowIsNeverHiddenByOneBefore() {
        for (int i = 0; i < FaultTable.ROWS.size(); i++) {
            FaultTable.Row row = FaultTable.ROWS.get(i);
            assertThat(FaultTable.ROWS.subList(0, i).stream()
                            .filter(before -> before.type().isAssignableFrom(row.type())
                                    && before.calls().containsAll(row.calls())))
                    .as(row.code())
                    .isEmpty();
        }
    }

    /** Whatever it is, a rollback or a stop follows; nothing is ever taken for a success or an abort of another's. */
    @ParameterizedTest
    @EnumSource(Call.class)
    void everyCallHasAnAnswerForTheUnexpected(Call call) {
        assertThat(kind(FaultTable.fault(new NullPointerException("x"), call))).isEqualTo("Bug");
    }

    @Test
    void aProducerInItsErrorStateIsDead() {
        String message = "Cannot execute transactional method because we are in an error state";
        assertThat(kind(FaultTable.fault(new KafkaException(message), Call.SEND_OFFSETS)))
                .isEqualTo("retry, producer dead");
        assertThat(kind(FaultTable.fault(new KafkaException(message, new NetworkException("x")), Call.FLUSH)))
                .isEqualTo("retry, producer dead");
        assertThat(kind(FaultTable.fault(new KafkaException(message, new ProducerFencedException("x")), Call.COMMIT)))
                .isEqualTo("aborted, producer dead");
        assertThat(kind(FaultTable.fault(new KafkaException(message, new CommitFailedException("x")), Call.COMMIT)))
                .isEqualTo("aborted, producer dead");
    }

    @Test
    void anErrorStateSeenAtTheCommitIsSettledByAsking() {
        KafkaException e = new KafkaException(
                "Cannot execute transactional method because we are in an error state", new NetworkException("x"));
        assertThat(kind(FaultTable.fault(e, Call.COMMIT))).isEqualTo("OutcomeUnknown");
    }

    @Test
    void anAnswerWithoutAClassIsABug() {
        KafkaException e = new KafkaException(
                "Unexpected error in TxnOffsetCommitResponse: The metadata field of the offset request was too large.");
        assertThat(kind(FaultTable.fault(e, Call.SEND_OFFSETS))).isEqualTo("Bug");
    }

    /** The client has no class for it where offsets are sent. */
    @Test
    void aMissingRightIsToldThoughTheAnswerHasNoClass() {
        KafkaException e =
                new KafkaException("Unexpected error in TxnOffsetCommitResponse: Topic authorization failed.");
        Fault fault = new Asker(Map.of())
                .offsetsRefused(e, Set.of("events", "clicks"), "app-letters-pod-0")
                .fault();
        assertThat(kind(fault)).isEqualTo("Misconfigured");
        assertThat(fault.text())
                .startsWith("MR-0330")
                .contains("User:ANONYMOUS needs READ on topic clicks, events", "--topic clicks --topic events");
    }

    @Test
    void aHandshakeThatFailedSaysWhatIsWrongWithWhichCertificate() {
        Exception root = new SignatureException("Signature does not match.");
        Exception handshake = new SSLHandshakeException("PKIX path validation failed: signature check failed");
        handshake.initCause(root);
        Fault fault = FaultTable.fault(new SslAuthenticationException("SSL handshake failed", handshake), Call.ASK);
        assertThat(fault.text())
                .contains("SSL handshake failed: PKIX path validation failed: signature check failed", "truststore");
    }

    @Test
    void aFaultStaysItself() {
        FaultException own = new FaultException(new Fault.Bug("MR-0000", "x", null));
        assertThat(FaultTable.exception(own, Call.POLL)).isSameAs(own);
    }

    static Stream<FaultTable.Row> table() {
        return FaultTable.ROWS.stream();
    }

    @ParameterizedTest
    @MethodSource("table")
    void aRowSaysSomething(FaultTable.Row row) {
        assertThat(row.code()).matches("MR-03\\d\\d");
        assertThat(row.says()).hasSizeGreaterThan(10);
        assertThat(row.calls()).isNotEmpty();
    }
}
