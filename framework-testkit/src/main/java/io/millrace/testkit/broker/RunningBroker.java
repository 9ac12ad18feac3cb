package io.millrace.testkit.broker;

import io.millrace.dev.DevBroker;
import io.millrace.testkit.broker.BrokerKind.Surroundings;
import org.apache.kafka.common.utils.AppInfoParser;
import org.testcontainers.DockerClientFactory;
import org.testcontainers.kafka.KafkaContainer;
import org.testcontainers.utility.DockerImageName;

/** A broker that was started, whatever its kind. */
interface RunningBroker extends AutoCloseable {
    String bootstrapServers();

    @Override
    void close();

    static RunningBroker start(BrokerKind kind) {
        BrokerKind chosen = BrokerKind.choose(kind, System.getProperty("millrace.dev.broker"), new Here());
        return chosen == BrokerKind.TESTCONTAINERS ? new InContainer() : new AsProcess();
    }

    /** Of millrace-dev. */
    final class AsProcess implements RunningBroker {
        private final DevBroker broker = DevBroker.start(DevBroker.Options.temporary());

        @Override
        public String bootstrapServers() {
            return broker.bootstrapServers();
        }

        @Override
        public void close() {
            broker.close();
        }
    }

    /** Of Testcontainers; nothing of it is loaded before one is made. */
    final class InContainer implements RunningBroker {
        private final KafkaContainer container = new KafkaContainer(image())
                .withEnv("KAFKA_GROUP_MIN_SESSION_TIMEOUT_MS", "1000")
                .withEnv("KAFKA_GROUP_INITIAL_REBALANCE_DELAY_MS", "0");

        InContainer() {
            container.start();
        }

        private static DockerImageName image() {
            String standard = "apache/kafka:" + AppInfoParser.getVersion();
            return DockerImageName.parse(System.getProperty("millrace.dev.broker.image", standard))
                    .asCompatibleSubstituteFor("apache/kafka");
        }

        @Override
        public String bootstrapServers() {
            return container.getBootstrapServers();
        }

        @Override
        public void close() {
            container.stop();
        }
    }

    /** What there is here. */
    final class Here implements Surroundings {
        @Override
        public boolean canStartProcesses() {
            return exists("io.millrace.dev.DevBroker") && exists("io.millrace.dev.broker.RunNote");
        }

        @Override
        public boolean hasTestcontainers() {
            return exists("org.testcontainers.kafka.KafkaContainer");
        }

        @Override
        public boolean hasDocker() {
            return DockerClientFactory.instance().isDockerAvailable();
        }

        private static boolean exists(String type) {
            try {
                Class.forName(type, false, Here.class.getClassLoader());
                return true;
            } catch (ClassNotFoundException | LinkageError absent) {
                return false;
            }
        }
    }
}
