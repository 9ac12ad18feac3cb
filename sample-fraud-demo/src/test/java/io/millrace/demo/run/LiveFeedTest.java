package io.millrace.demo.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.demo.input.Generator;
import io.millrace.demo.problem.Problem;
import io.millrace.demo.wire.Topics;
import io.millrace.dev.DevBroker;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;

class LiveFeedTest {
    @Test
    void nothingIsFedToTopicsThatWouldDeleteIt() throws Exception {
        Map<String, String> aWeek = Map.of(TopicConfig.RETENTION_MS_CONFIG, "604800000");
        try (DevBroker broker = DevBroker.start(DevBroker.Options.temporary());
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            assertRefused(broker, "there is no topic transactions: create it");

            admin.createTopics(Topics.INPUTS.stream()
                            .map(topic -> new NewTopic(topic, Optional.of(1), Optional.empty()).configs(aWeek))
                            .toList())
                    .all()
                    .get();
            assertRefused(broker, "topic transactions keeps records for 7 days, and this stream is of 2024-01-01");

            AlterConfigOp forEver =
                    new AlterConfigOp(new ConfigEntry(TopicConfig.RETENTION_MS_CONFIG, "-1"), AlterConfigOp.OpType.SET);
            for (String topic : Topics.INPUTS) {
                admin.incrementalAlterConfigs(
                                Map.of(new ConfigResource(ConfigResource.Type.TOPIC, topic), List.of(forEver)))
                        .all()
                        .get();
            }
            Iterator<?> fed = feed(broker);
            assertThat(fed).isExhausted();
        }
    }

    private static void assertRefused(DevBroker broker, String why) {
        assertThatThrownBy(() -> feed(broker)).isInstanceOf(Problem.class).hasMessageContaining(why);
    }

    private static Iterator<?> feed(DevBroker broker) {
        var ten = new Generator(1).take(10).iterator();
        LiveFeed.run(broker.bootstrapServers(), ten, Generator.BEGINNING, 0);
        return ten;
    }
}
