package io.millrace.acceptance;

import static org.apache.kafka.common.acl.AclOperation.CREATE;
import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.PatternType.LITERAL;
import static org.apache.kafka.common.resource.PatternType.PREFIXED;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;
import static org.assertj.core.api.Assertions.assertThat;

import io.micronaut.context.ApplicationContext;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A service on a cluster with authorisation: what docs/operations.md lists is enough, and what is missing is named. */
class RightsTest {
    private static final GuardedBroker BROKER = new GuardedBroker();
    private static Cluster cluster;
    private static int runs;

    @TempDir
    private Path state;

    @BeforeAll
    static void broker() {
        cluster = new Cluster(BROKER.options());
    }

    @AfterAll
    static void end() {
        cluster.close();
    }

    private LetterService letters() throws Exception {
        return new LetterService(cluster, "rights" + ++runs, state).withTopics();
    }

    /** The table of the page, in its order. */
    private static Stream<AclBinding> rights(LetterService of) {
        String prefix = of.application() + "-letters";
        return Stream.of(
                        on(TOPIC, PREFIXED, prefix, CREATE, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS, DELETE),
                        on(GROUP, PREFIXED, prefix, READ, DESCRIBE),
                        on(TRANSACTIONAL_ID, PREFIXED, prefix, WRITE, DESCRIBE),
                        on(TOPIC, LITERAL, of.in(), READ, DESCRIBE),
                        on(TOPIC, LITERAL, of.out(), WRITE, DESCRIBE))
                .flatMap(rights -> rights);
    }

    private static Stream<AclBinding> on(
            ResourceType type, PatternType pattern, String name, AclOperation... operations) {
        return Arrays.stream(operations)
                .map(operation -> new AclBinding(
                        new ResourcePattern(type, name, pattern),
                        new AccessControlEntry("User:" + GuardedBroker.USER, "*", operation, AclPermissionType.ALLOW)));
    }

    private static void grant(List<AclBinding> rights) throws Exception {
        cluster.admin(admin -> admin.createAcls(rights).all());
    }

    @Test
    void whatTheListHoldsIsEnough() throws Exception {
        LetterService letters = letters();
        grant(rights(letters).toList());
        try (ApplicationContext service = letters.built(BROKER.asUser())) {
            service.start();
            assertThat(cluster.values(letters.out(), 1)).containsExactly("a1");
        }
        cluster.send(letters.in(), "k", "b");
        LetterService elsewhere = new LetterService(cluster, letters.application(), state.resolve("elsewhere"));
        try (ApplicationContext service = elsewhere.built(BROKER.asUser())) {
            service.start();
            assertThat(cluster.values(letters.out(), 2)).containsExactly("a1", "b2");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "TOPIC, PREFIXED, CREATE, MR-0330, -letters-",
        "TOPIC, PREFIXED, WRITE, MR-0330, -letters-changelog",
        "TOPIC, PREFIXED, DESCRIBE_CONFIGS, MR-0330, -letters-",
        "GROUP, PREFIXED, READ, MR-0331, -letters",
        "TRANSACTIONAL_ID, PREFIXED, WRITE, MR-0332, -letters",
        "TOPIC, LITERAL, READ, MR-0330, -in",
        "TOPIC, LITERAL, WRITE, MR-0330, -out"
    })
    void whatIsMissingIsNamed(ResourceType type, PatternType pattern, AclOperation operation, String code, String what)
            throws Exception {
        LetterService letters = letters();
        grant(rights(letters)
                .filter(right -> right.pattern().resourceType() != type
                        || right.pattern().patternType() != pattern
                        || right.entry().operation() != operation)
                .toList());
        try (ApplicationContext service = letters.built(BROKER.asUser());
                Heard heard = new Heard()) {
            assertThat(refusalOf(service, heard, code))
                    .contains(letters.application() + what, "docs/operations.md", "Rights")
                    .contains("User:" + GuardedBroker.USER + " needs ", "--operation " + operation);
        }
    }

    /** At the start, or when it turns out. */
    private static String refusalOf(ApplicationContext service, Heard heard, String code) throws InterruptedException {
        try {
            service.start();
        } catch (RuntimeException e) {
            assertThat(e).hasMessageContaining(code);
            return e.getMessage();
        }
        return heard.await(code);
    }
}
