package io.millrace.testkit.broker;

import static io.millrace.testkit.broker.BrokerKind.AUTO;
import static io.millrace.testkit.broker.BrokerKind.PROCESS;
import static io.millrace.testkit.broker.BrokerKind.TESTCONTAINERS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.testkit.broker.BrokerKind.Surroundings;
import org.junit.jupiter.api.Test;

/** Which broker a test gets, with and without Docker. */
class BrokerKindTest {
    private record Machine(boolean canStartProcesses, boolean hasTestcontainers, boolean hasDocker)
            implements Surroundings {}

    private static final Machine ALL = new Machine(true, true, true);
    private static final Machine NO_DOCKER = new Machine(true, true, false);
    private static final Machine NO_LIBRARY = new Machine(true, false, true);
    private static final Machine NO_PROCESS = new Machine(false, true, true);
    private static final Machine NOTHING = new Machine(false, true, false);

    @Test
    void theAnnotationGoesBeforeThePropertyAndBothBeforeWhatThereIs() {
        assertThat(BrokerKind.choose(TESTCONTAINERS, "process", ALL)).isEqualTo(TESTCONTAINERS);
        assertThat(BrokerKind.choose(PROCESS, "testcontainers", ALL)).isEqualTo(PROCESS);
        assertThat(BrokerKind.choose(AUTO, "testcontainers", ALL)).isEqualTo(TESTCONTAINERS);
        assertThat(BrokerKind.choose(AUTO, " Process ", ALL)).isEqualTo(PROCESS);
        assertThat(BrokerKind.choose(AUTO, null, ALL)).isEqualTo(PROCESS);
        assertThat(BrokerKind.choose(AUTO, "auto", NO_PROCESS)).isEqualTo(TESTCONTAINERS);
    }

    @Test
    void aContainerThatCannotRunIsRefusedWithWhatToInstall() {
        assertThatThrownBy(() -> BrokerKind.choose(TESTCONTAINERS, null, NO_DOCKER))
                .hasMessageContaining("MR-0713")
                .hasMessageContaining("install and start Docker")
                .hasMessageContaining("millrace.dev.broker=process");
        assertThatThrownBy(() -> BrokerKind.choose(AUTO, "testcontainers", NO_LIBRARY))
                .hasMessageContaining("MR-0712")
                .hasMessageContaining("org.testcontainers:testcontainers-kafka");
        assertThatThrownBy(() -> BrokerKind.choose(AUTO, null, NOTHING)).hasMessageContaining("MR-0713");
    }

    @Test
    void aProcessNeedsMillraceDev() {
        assertThatThrownBy(() -> BrokerKind.choose(PROCESS, null, NO_PROCESS))
                .hasMessageContaining("MR-0711")
                .hasMessageContaining("io.millrace:millrace-dev");
    }

    @Test
    void aKindThatDoesNotExistIsNamed() {
        assertThatThrownBy(() -> BrokerKind.choose(AUTO, "docker", ALL))
                .hasMessageContaining("MR-0710")
                .hasMessageContaining("'docker'");
    }

    @Test
    void hereProcessesCanBeStartedAndTheLibraryIsThere() {
        assertThat(new RunningBroker.Here().canStartProcesses()).isTrue();
        assertThat(new RunningBroker.Here().hasTestcontainers()).isTrue();
    }
}
