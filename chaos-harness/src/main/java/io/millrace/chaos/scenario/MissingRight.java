package io.millrace.chaos.scenario;

import static org.apache.kafka.common.acl.AclOperation.DELETE;
import static org.apache.kafka.common.acl.AclOperation.DESCRIBE_CONFIGS;
import static org.apache.kafka.common.acl.AclOperation.READ;
import static org.apache.kafka.common.acl.AclOperation.WRITE;
import static org.apache.kafka.common.resource.ResourceType.GROUP;
import static org.apache.kafka.common.resource.ResourceType.TOPIC;
import static org.apache.kafka.common.resource.ResourceType.TRANSACTIONAL_ID;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.cluster.Rights;
import io.millrace.chaos.cluster.Security;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclBinding;

/** Row 21: the service's user has what docs/operations.md lists, and one right after the other is taken from it. */
final class MissingRight extends Scenario {
    private static final int FLOW = 400;

    /** CREATE and DESCRIBE stay: the topics are there, and who may read may describe. */
    private static final List<Case> CASES = List.of(
            new Case(Rights.onOwn(TOPIC, WRITE), When.RUNNING, code(330), Names.APPLICATION + "-"),
            new Case(Rights.onOwn(TOPIC, READ), When.RUNNING, code(330), Names.COPIES),
            new Case(Rights.onOwn(GROUP, READ), When.RUNNING, code(331), Names.APPLICATION + "-"),
            new Case(Rights.onOwn(TRANSACTIONAL_ID, WRITE), When.RUNNING, code(332), Names.APPLICATION + "-"),
            new Case(Rights.onTopic(Names.EVENTS, READ), When.RUNNING, code(330), Names.EVENTS),
            new Case(Rights.onTopic(Names.TALLIES, WRITE), When.RUNNING, code(330), Names.TALLIES),
            new Case(Rights.onOwn(TOPIC, DESCRIBE_CONFIGS), When.STARTING, code(330), Names.APPLICATION + "-"),
            new Case(Rights.onOwn(TOPIC, DELETE), When.NEVER, code(372), Names.APPLICATION + "-"));

    /** When a service cannot do without it. */
    private enum When {
        RUNNING,
        STARTING,
        /** It goes on, and says what it would have done. */
        NEVER
    }

    /**
     * A right that is missing.
     *
     * @param code of the error that says so
     * @param resource what it must name, or how that begins
     */
    private record Case(AclBinding right, When needed, String code, String resource) {
        String operation() {
            return right.entry().operation().name();
        }

        @Override
        public String toString() {
            return operation() + " on "
                    + right.pattern().resourceType().name().toLowerCase(Locale.ROOT) + " "
                    + right.pattern().name();
        }
    }

    MissingRight() {
        super(new Row(
                21,
                "rights",
                "StandardAuthorizer; one right of the least that a service needs removed at a time",
                "the error names user, operation, resource and what to grant; with the right back and a restart it goes on",
                240));
    }

    @Override
    Plan plan() {
        return Plan.usual().withSecurity(Security.RIGHTS);
    }

    @Override
    public void inject(Trial trial) {
        List<Replica> both = List.of(trial.replica("a"), trial.replica("b"));
        for (Case missing : CASES) {
            both.forEach(trial::awaitShares);
            trial.flow(FLOW);
            if (missing.needed() == When.STARTING) {
                both.forEach(Replica::end);
            }
            trial.fault("without " + missing, Trial.allTasks(), () -> remove(trial, missing.right()));
            if (missing.needed() == When.STARTING) {
                both.forEach(Replica::start);
            }
            for (Replica replica : both) {
                trial.mustHappen(
                        replica.name() + " says something of being without " + missing,
                        PATIENCE,
                        () -> replica.said(missing.code()) || !replica.gaveUp().isEmpty());
                named(trial, replica, missing);
            }
            get(trial.admin().createAcls(List.of(missing.right())).all());
            if (missing.needed() != When.NEVER) {
                again(trial, both);
            }
        }
    }

    private static void remove(Trial trial, AclBinding right) {
        get(trial.admin().deleteAcls(List.of(right.toFilter())).all());
    }

    /** All that somebody needs who has to grant it. */
    private static void named(Trial trial, Replica replica, Case missing) {
        List<String> said = replica.lines(missing.code());
        List<String> unnamed = Stream.of(missing.resource(), missing.operation(), Security.USER, "docs/operations.md")
                .filter(word -> said.stream().noneMatch(line -> line.contains(word)))
                .toList();
        trial.expect(
                unnamed.isEmpty(),
                missing.code() + " of " + replica.name() + " without " + missing + " names " + unnamed
                        + "; it gave up with " + replica.gaveUp());
    }

    private static void again(Trial trial, List<Replica> both) {
        both.stream().filter(Replica::isAlive).forEach(Replica::end);
        Mark back = trial.mark("restarted with the right", Trial.allTasks(), () -> both.forEach(Replica::start));
        trial.recovered(back, PATIENCE);
        trial.recovered(Names.ORDERED, back, PATIENCE);
    }
}
