package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.fault.FaultException;
import java.lang.reflect.Proxy;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class FormerMembersTest {
    private static final ListenerNames NAMES = new ListenerNames("fraud-svc", "fraud");

    private static FormerMembers answeredBy(Exception failure) {
        KafkaFutureImpl<ConsumerGroupDescription> answer = new KafkaFutureImpl<>();
        answer.completeExceptionally(failure);
        Admin admin = (Admin) Proxy.newProxyInstance(
                Admin.class.getClassLoader(),
                new Class<?>[] {Admin.class},
                (proxy, method, arguments) -> new DescribeConsumerGroupsResult(Map.of(NAMES.group(), answer)));
        ClientSettings settings =
                ClientSettings.of(NAMES, new Membership.Static("pod-0"), Map.of("bootstrap.servers", "h:1"), Map.of());
        return new FormerMembers(admin, new Asker(settings.admin()), settings);
    }

    /** A new cluster takes its time until there is a coordinator; that is no reason to refuse a start. */
    @Test
    void aCoordinatorThatDoesNotAnswerKeepsNobodyFromStarting() {
        assertThat(answeredBy(new TimeoutException("Timed out waiting for a node assignment"))
                        .end(1))
                .isEmpty();
    }

    @Test
    void whoeverMayNotAskIsToldSo() {
        assertThatThrownBy(
                        () -> answeredBy(new GroupAuthorizationException("no")).end(1))
                .isInstanceOf(FaultException.class);
    }
}
