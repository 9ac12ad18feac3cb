package io.millrace.chaos.trial;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.wire.Names;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.KafkaFuture;

/** What must be there before a service can start: inputs and outputs, which are not the framework's to make, and its user. */
final class Ground {
    private Ground() {}

    static void prepare(Plan plan, Admin admin) {
        List<NewTopic> topics = Names.TOPICS.stream()
                .map(name -> new NewTopic(
                        name, Plan.PARTITIONS, (short) plan.cluster().brokers()))
                .toList();
        try {
            admin.createTopics(topics).all().get();
            for (KafkaFuture<?> asked : plan.cluster().security().admit(admin)) {
                asked.get();
            }
        } catch (ExecutionException e) {
            throw new Problem(Problem.Code.PROCESS, "the topics or the user cannot be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }
}
