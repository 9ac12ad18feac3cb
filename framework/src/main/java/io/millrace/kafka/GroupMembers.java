package io.millrace.kafka;

import io.millrace.fault.FaultException;
import java.util.Collection;
import java.util.List;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/** Asks who is in a group. */
final class GroupMembers {
    private GroupMembers() {}

    /**
     * Its members as the coordinator knows them; none where there is no such group.
     *
     * @throws FaultException if the coordinator does not answer, or may not be asked
     */
    static Collection<MemberDescription> of(String group, Admin admin, Asker asker) {
        try {
            return asker.answer(
                            admin.describeConsumerGroups(List.of(group))
                                    .describedGroups()
                                    .get(group),
                            AclOperation.DESCRIBE,
                            group)
                    .members();
        } catch (FaultException e) {
            if (e.fault().cause() instanceof GroupIdNotFoundException) {
                return List.of();
            }
            throw e;
        }
    }
}
