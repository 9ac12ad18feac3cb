package io.millrace.kafka;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberToRemove;
import org.apache.kafka.clients.admin.RemoveMembersFromConsumerGroupOptions;
import org.apache.kafka.common.acl.AclOperation;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Memberships that an earlier process with this static identity kept when it was stopped, because it was expected back.
 * Where it comes back with fewer workers, or without the listener, nobody takes them up: their tasks would stand still
 * until the session is over.
 */
final class FormerMembers {
    private static final Logger LOG = LoggerFactory.getLogger(FormerMembers.class);

    private final Admin admin;
    private final Asker asker;
    private final String group;
    private final Membership membership;

    FormerMembers(Admin admin, Asker asker, ClientSettings settings) {
        this.admin = admin;
        this.asker = asker;
        this.group = settings.names().group();
        this.membership = settings.membership();
    }

    /**
     * Ends those that this process does not take up. Where the group's coordinator does not answer, as in a new cluster,
     * they stay until their session is over: a start is not refused for that.
     *
     * @param workers it has so many
     * @return the identities that are no members any more
     * @throws FaultException if the group may not be asked or changed
     */
    Set<String> end(int workers) {
        try {
            return ended(workers);
        } catch (FaultException e) {
            if (e.fault() instanceof Fault.Transient) {
                LOG.warn("group {}: former memberships stay until their session is over: {}", group, e.getMessage());
                return Set.of();
            }
            throw e;
        }
    }

    private Set<String> ended(int workers) {
        if (!(membership instanceof Membership.Static)) {
            return Set.of();
        }
        Set<String> taken =
                IntStream.range(0, workers).mapToObj(membership::identity).collect(Collectors.toSet());
        Pattern ours = Pattern.compile(Pattern.quote(membership.process()) + "-\\d+");
        Set<String> former = instances().stream()
                .filter(instance -> ours.matcher(instance).matches() && !taken.contains(instance))
                .collect(Collectors.toSet());
        if (!former.isEmpty()) {
            List<MemberToRemove> members =
                    former.stream().map(MemberToRemove::new).toList();
            asker.answer(
                    admin.removeMembersFromConsumerGroup(group, new RemoveMembersFromConsumerGroupOptions(members))
                            .all(),
                    AclOperation.READ,
                    group);
        }
        return former;
    }

    private Set<String> instances() {
        return GroupMembers.of(group, admin, asker).stream()
                .map(member -> member.groupInstanceId())
                .flatMap(Optional::stream)
                .collect(Collectors.toSet());
    }
}
