package io.millrace.testkit.broker;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test class whose tests run the whole service on a real Kafka broker.
 *
 * <pre>{@code
 * @MillraceTest
 * class FraudTest {
 *     @Test
 *     void alarms(TestBroker broker) {
 *         broker.send("payments", "alice", payment);
 *         assertThat(broker.await("alerts", Alert.class, 1)).containsExactly(new Alert("alice"));
 *     }
 * }
 * }</pre>
 *
 * <p>One broker is started per JVM, at the first test that wants one. Each test has the application to itself: started
 * before it and closed after it, with an application id, topics and a state directory of its own, so that tests never meet.
 * Test methods may have a {@link TestBroker}, the {@code ApplicationContext} and any bean of it as parameters, and
 * {@link TestReplicas}, with which the application runs in processes that can be killed and stalled.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(MillraceExtension.class)
public @interface MillraceTest {
    /** Which broker; where this leaves it open, the system property {@code millrace.dev.broker} may tell. */
    BrokerKind broker() default BrokerKind.AUTO;

    /** How many partitions each topic has. */
    int partitions() default 1;

    /** The handlers that run; none named: all of the class path. */
    Class<?>[] listeners() default {};

    /** Further properties of the application, as in {@code "fraud.limit=100"}. */
    String[] properties() default {};
}
