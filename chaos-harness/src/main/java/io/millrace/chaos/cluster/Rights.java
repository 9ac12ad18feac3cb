package io.millrace.chaos.cluster;

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

import io.millrace.chaos.wire.Names;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

/** What a service's user needs, by the table of docs/operations.md, and nothing more. */
public final class Rights {
    private static final String OWN = Names.APPLICATION + "-";

    private Rights() {}

    /** All of them, for the workload. */
    static List<AclBinding> all() {
        List<AclBinding> all = new ArrayList<>();
        List.of(CREATE, READ, WRITE, DESCRIBE, DESCRIBE_CONFIGS, DELETE)
                .forEach(operation -> all.add(onOwn(TOPIC, operation)));
        List.of(READ, DESCRIBE).forEach(operation -> all.add(onOwn(GROUP, operation)));
        List.of(WRITE, DESCRIBE).forEach(operation -> all.add(onOwn(TRANSACTIONAL_ID, operation)));
        for (String input : List.of(Names.EVENTS, Names.CLICKS)) {
            List.of(READ, DESCRIBE).forEach(operation -> all.add(onTopic(input, operation)));
        }
        for (String output : List.of(Names.TALLIES, Names.LINKS, Names.SUMS, Names.CLICKS_LATE)) {
            List.of(WRITE, DESCRIBE).forEach(operation -> all.add(onTopic(output, operation)));
        }
        return all;
    }

    /** On all that bears the application's name. */
    public static AclBinding onOwn(ResourceType type, AclOperation operation) {
        return right(type, PREFIXED, OWN, operation);
    }

    /** On an input or output. */
    public static AclBinding onTopic(String name, AclOperation operation) {
        return right(TOPIC, LITERAL, name, operation);
    }

    private static AclBinding right(ResourceType type, PatternType pattern, String name, AclOperation operation) {
        return new AclBinding(
                new ResourcePattern(type, name, pattern),
                new AccessControlEntry("User:" + Security.USER, "*", operation, AclPermissionType.ALLOW));
    }
}
