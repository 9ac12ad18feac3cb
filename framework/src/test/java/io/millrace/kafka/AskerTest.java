package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class AskerTest {
    private static final String LOGIN =
            "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"spend\" password=\"canary\";";

    private static final Asker SPEND = new Asker(
            Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", LOGIN, "ssl.keystore.location", "/k"));

    static Stream<Arguments> users() {
        return Stream.of(
                arguments(Map.of(), "User:ANONYMOUS"),
                arguments(Map.of("security.protocol", "SSL"), "User:ANONYMOUS"),
                arguments(
                        Map.of("security.protocol", "SSL", "ssl.keystore.location", "/keys/app.p12"),
                        "the subject of the certificate in /keys/app.p12"),
                arguments(
                        Map.of("security.protocol", "SSL", "ssl.keystore.certificate.chain", "-----BEGIN"),
                        "the subject of the certificate in ssl.keystore.certificate.chain"),
                arguments(Map.of("security.protocol", "SASL_SSL", "sasl.jaas.config", LOGIN), "User:spend"),
                arguments(login("X required password=\"p\" username='it is';"), "User:it is"),
                arguments(login("X required username=bare password=p;"), "User:bare"),
                arguments(login("OAuthBearerLoginModule required;"), "the user of sasl.jaas.config"),
                arguments(Map.of("security.protocol", "SASL_PLAINTEXT"), "the user of sasl.jaas.config"));
    }

    private static Map<String, String> login(String jaas) {
        return Map.of("security.protocol", "SASL_PLAINTEXT", "sasl.jaas.config", jaas);
    }

    @ParameterizedTest
    @MethodSource("users")
    void itKnowsInWhoseNameTheClientComes(Map<String, String> settings, String name) {
        assertThat(ClientUser.of(settings).name()).isEqualTo(name);
    }

    @Test
    void aRefusalSaysWhoNeedsWhatAndHowItIsGranted() {
        assertThat(SPEND.failed(
                                new KafkaException("in error state", new TopicAuthorizationException(Set.of("out"))),
                                Call.FLUSH,
                                "id")
                        .getMessage())
                .startsWith("MR-0330")
                .contains("[User:spend needs WRITE on topic out:")
                .contains("kafka-acls --add --allow-principal User:spend --operation WRITE --topic out;")
                .doesNotContain("canary");
        assertThat(SPEND.failed(new TopicAuthorizationException(Set.of("in")), Call.POLL, "id"))
                .hasMessageContaining("User:spend needs READ on topic in");
        assertThat(SPEND.failed(GroupAuthorizationException.forGroupId("g"), Call.SEND_OFFSETS, "id"))
                .hasMessageContaining("User:spend needs READ on group g: ")
                .hasMessageContaining("--operation READ --group g");
        assertThat(SPEND.failed(new TransactionalIdAuthorizationException("x"), Call.INIT, "id"))
                .hasMessageContaining("User:spend needs WRITE on transactional-id id: ")
                .hasMessageContaining("--operation WRITE --transactional-id id");
        assertThat(SPEND.failed(new ClusterAuthorizationException("Cluster authorization failed."), Call.INIT, "id"))
                .hasMessageContaining("User:spend needs more rights on the cluster");
    }

    /** The answers to an admin client name nothing. */
    @Test
    void whatWasAskedForIsNamedWhereTheAnswerDoesNot() {
        assertThat(SPEND.refused(
                        new ExecutionException(new TopicAuthorizationException("Topic authorization failed.")),
                        AclOperation.DESCRIBE_CONFIGS,
                        "t"))
                .hasMessageContaining("User:spend needs DESCRIBE_CONFIGS on topic t: ");
        assertThat(SPEND.refused(
                        new ExecutionException(new GroupAuthorizationException("Group authorization failed.")),
                        AclOperation.DESCRIBE,
                        "g"))
                .hasMessageContaining("User:spend needs DESCRIBE on group g: ");
    }

    @Test
    void whatHasNothingToDoWithRightsSaysWhatItIsAbout() {
        assertThat(SPEND.failed(new TimeoutException("no answer"), Call.POLL, "the-id"))
                .hasMessageContaining("[the-id; TimeoutException: no answer]");
    }
}
