package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.FailureAction;
import io.millrace.fault.FaultException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfigurationTest {
    private final Problems problems = new Problems();

    private Configuration of(Map<String, String> properties) {
        return new Configuration(properties::get, problems);
    }

    @Test
    void theListenersOwnWordComesLastAndWins() {
        String own = "millrace.listeners.fraud.watermark.out-of-order";
        String common = "millrace.defaults.watermark.out-of-order";

        assertThat(of(Map.of()).listener("fraud", Settings.OUT_OF_ORDER, 0L)).isZero();
        assertThat(of(Map.of(common, "1s")).listener("fraud", Settings.OUT_OF_ORDER, 0L))
                .isEqualTo(1_000);
        assertThat(of(Map.of(common, "1s")).listener("fraud", Settings.OUT_OF_ORDER, 2_000L))
                .as("an annotation beats millrace.defaults")
                .isEqualTo(2_000);
        assertThat(of(Map.of(common, "1s", own, "3s")).listener("fraud", Settings.OUT_OF_ORDER, 2_000L))
                .isEqualTo(3_000);
        assertThat(of(Map.of(own, "3s")).listener("other", Settings.OUT_OF_ORDER, 2_000L))
                .isEqualTo(2_000);
    }

    @Test
    void valuesAreReadAsWhatTheyAre() {
        Configuration c = of(Map.of(
                "millrace.listeners.fraud.on-failure.then", "stop",
                "millrace.listeners.fraud.watermark.idle", "off",
                "millrace.listeners.fraud.threads", "4",
                "millrace.inputs.payments.bounded", "true",
                "millrace.topics.names.payments", "prod.payments",
                "millrace.listeners.fraud.state.seen.ttl", "30d"));

        assertThat(c.listener("fraud", Settings.THEN)).isEqualTo(FailureAction.STOP);
        assertThat(c.listener("fraud", Settings.IDLE)).isEqualTo(-1);
        assertThat(c.listener("fraud", Settings.THREADS)).isEqualTo(4);
        assertThat(c.input("payments", Settings.BOUNDED)).isTrue();
        assertThat(c.topic("payments")).isEqualTo("prod.payments");
        assertThat(c.topic("labels")).isEqualTo("labels");
        assertThat(c.store("fraud", "seen", Settings.TTL, -1L)).isEqualTo(2_592_000_000L);
        assertThat(c.store("fraud", "other", Settings.TTL, -1L)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            textBlock =
                    """
            threads          | zero      | MR-0204 millrace.listeners.fraud.threads = 'zero': write a number from 1 to 256
            threads          | 257       | MR-0204 millrace.listeners.fraud.threads = '257': write a number from 1 to 256
            commit-interval  | 100       | MR-0205 millrace.listeners.fraud.commit-interval = '100': write a duration such as 100ms, 30s, 5m, 2h or 7d
            commit-interval  | -5s       | MR-0205 millrace.listeners.fraud.commit-interval = '-5s': write a duration such as 100ms, 30s, 5m, 2h or 7d
            watermark.idle   | 0s        | MR-0205 millrace.listeners.fraud.watermark.idle = '0s': write a duration such as 100ms, 30s, 5m, 2h or 7d, or off
            guarantee        | exactly   | MR-0206 millrace.listeners.fraud.guarantee = 'exactly': write exactly-once, at-least-once
            on-failure.then  | give-up   | MR-0206 millrace.listeners.fraud.on-failure.then = 'give-up': write dead-letter, skip, stop
            enabled          | yes       | MR-0203 millrace.listeners.fraud.enabled = 'yes': write true or false
            """)
    void aValueThatCannotBeIsNamedWithWhatCould(String name, String value, String problem) {
        Configuration c = of(Map.of("millrace.listeners.fraud." + name, value));
        Setting<?> setting = Settings.all().stream()
                .filter(one ->
                        one.scope() == Setting.Scope.LISTENER && one.name().equals(name))
                .findFirst()
                .orElseThrow();

        c.listener("fraud", setting);

        assertThatThrownBy(() -> problems.refuse("configuration"))
                .isInstanceOf(FaultException.class)
                .hasMessage("MR-0200: 1 problem in the configuration:\n  " + problem);
    }

    @Test
    void allProblemsAreToldAtOnceAndEachOnce() {
        Configuration c = of(Map.of("millrace.membership", "sticky", "millrace.defaults.threads", "many"));
        c.find(Settings.MEMBERSHIP);
        c.listener("one", Settings.THREADS);
        c.listener("two", Settings.THREADS);

        assertThatThrownBy(() -> problems.refuse("configuration"))
                .hasMessageContaining("2 problems")
                .hasMessageContaining("MR-0206 millrace.membership = 'sticky'")
                .hasMessageContaining("MR-0204 millrace.defaults.threads = 'many'");
    }

    @Test
    void noServiceSettingIsForgottenWhenAllAreRead() {
        of(Map.of("millrace.topics.check-interval", "often", "millrace.topics.partitions", "some"))
                .readService();

        assertThatThrownBy(() -> problems.refuse("configuration"))
                .hasMessageContaining("MR-0205 millrace.topics.check-interval = 'often'")
                .hasMessageContaining("MR-0204 millrace.topics.partitions = 'some'");
    }

    /** A start may end with the first listener's serde; a bad number of the second must not come to light a day later. */
    @Test
    void noListenersSettingIsForgottenWhenAllAreRead() {
        of(Map.of("millrace.defaults.threads", "many", "millrace.listeners.fraud.record-bytes-max", "big"))
                .readListener("fraud");

        assertThatThrownBy(() -> problems.refuse("configuration"))
                .hasMessageContaining("MR-0204 millrace.defaults.threads = 'many'")
                .hasMessageContaining("MR-0204 millrace.listeners.fraud.record-bytes-max = 'big'");
    }

    @Test
    void everyDefaultCanBeReadAsItIsWritten() {
        assertThat(Settings.all()).hasSizeGreaterThan(30);
        for (Setting<?> setting : Settings.all()) {
            String standard = setting.standard();
            if (standard != null) {
                assertThat(setting.form().read().apply(standard))
                        .as(setting.name())
                        .isNotNull();
            }
        }
    }
}
