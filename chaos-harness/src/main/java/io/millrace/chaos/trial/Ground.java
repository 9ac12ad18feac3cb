package io.millrace.chaos.trial;

import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.wire.Names;
import java.util.List;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;

/** What must be there before a service can start: inputs and outputs are not the framework's to make. */
final class Ground {
    private Ground() {}

    static void prepare(Plan plan, Admin admin) {
        List<NewTopic> topics = Names.TOPICS.stream()
                .map(name -> new NewTopic(name, Plan.PARTITIONS, (short) plan.brokers()))
                .toList();
        try {
            admin.createTopics(topics).all().get();
        } catch (ExecutionException e) {
            throw new Problem(Problem.Code.PROCESS, "the topics cannot be made: " + e.getCause(), e);
        } catch (InterruptedException e) {
            throw Waiting.interrupted(e);
        }
    }
}
