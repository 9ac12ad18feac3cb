package io.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.millrace.api.TimeDomain;
import java.util.List;
import org.junit.jupiter.api.Test;

class ManifestTest {
    @Test
    void readsWhatItWrites() {
        String json = Manifest.toJson(Models.FULL);
        assertThat(Manifest.fromJson(json)).isEqualTo(Models.FULL);
        assertThat(Manifest.toJson(Manifest.fromJson(json))).isEqualTo(json);
    }

    @Test
    void anEmissionIsWrittenOutOnlyWhereItIsNotTheUsualOne() {
        EmitModel emit = new EmitModel(false, false, 60_000, TimeDomain.PROCESSING, 100, true, false);
        ListenerModel now = Models.FULL;
        ListenerModel other =
                Models.full(now.inputs(), List.of(now.windows().get(0).withEmit(emit)));
        String json = Manifest.toJson(other);
        assertThat(Manifest.fromJson(json)).isEqualTo(other);
        assertThat(Manifest.toJson(now)).contains("\"emit\": \"final\"");
        assertThat(ManifestChanges.between(now, other))
                .extracting(Finding::message)
                .anyMatch(text -> text.contains("emit was"))
                .anyMatch(text -> text.contains("purge was false and is true"));
    }

    @Test
    void aWatermarkIsWrittenOutOnlyWhereItIsNotOfBoundedDisorder() {
        ListenerModel now = Models.FULL;
        assertThat(Manifest.toJson(now)).contains("outOfOrderMs").doesNotContain("strategy");
        for (WatermarkStrategy strategy : WatermarkStrategy.values()) {
            EventTimeModel time = new EventTimeModel(strategy, false, 1, 2, 900_000, 3);
            List<InputModel> inputs = List.of(
                    now.inputs().get(0).withEventTime(time), now.inputs().get(1));
            ListenerModel other = Models.full(inputs, now.windows());
            assertThat(Manifest.fromJson(Manifest.toJson(other))).isEqualTo(other);
            assertThat(ManifestChanges.between(now, other))
                    .extracting(Finding::message)
                    .anyMatch(text -> text.contains("event time was"));
        }
    }

    @Test
    void standsUnderTheListenersName() {
        assertThat(Manifest.path("fraud")).isEqualTo("META-INF/millrace/fraud.json");
    }

    @Test
    void refusesAnotherFormat() {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> Manifest.fromJson(Manifest.toJson(Models.FULL).replace("\"format\": 1", "\"format\": 2")))
                .withMessage(
                        "manifest format 2 is not known here, only 1: compiler and runtime must be of one version");
    }

    @Test
    void namesTheFieldThatIsWrong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() ->
                        Manifest.fromJson(Manifest.toJson(Models.FULL).replace("\"ttlMs\": 7", "\"ttlMs\": \"7\"")))
                .withMessage("not a manifest: field 'ttlMs' must be a Long but is 7");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Manifest.fromJson("[]"))
                .withMessage("not a manifest: the outermost value is no object");
    }
}
