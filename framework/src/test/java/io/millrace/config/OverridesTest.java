package io.millrace.config;

import static io.millrace.model.WatermarkStrategy.ADAPTIVE;
import static io.millrace.model.WatermarkStrategy.BOUNDED;
import static io.millrace.model.WatermarkStrategy.INGESTION;
import static io.millrace.model.WatermarkStrategy.PROCESSING;
import static io.millrace.model.WatermarkStrategy.PUNCTUATED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.Order;
import io.millrace.model.EventTimeModel;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.TypeModel;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What configuration makes of an input's event time and watermark. */
class OverridesTest {
    private static final String INPUT = "millrace.inputs.payments.watermark.";
    private static final String LISTENER = "millrace.listeners.fraud.watermark.";
    private static final EventTimeModel TEN_SECONDS = new EventTimeModel(10_000, 30_000);
    private static final EventTimeModel LEARNED = new EventTimeModel(ADAPTIVE, true, 1_000, 60_000, 990_000, 30_000);
    private static final EventTimeModel MARKED = new EventTimeModel(PUNCTUATED, true, 0, 0, 0, 30_000);
    private final Problems problems = new Problems();

    private EventTimeModel with(@Nullable EventTimeModel declared, Map<String, String> properties) {
        TypeModel text = new TypeModel("java.lang.String", List.of(), true);
        ListenerModel compiled = new ListenerModel(
                "fraud",
                "Fraud",
                text,
                Order.ARRIVAL,
                null,
                FailureModel.DEFAULT,
                List.of(new InputModel("payments", false, "on", 0, text, false, false, declared, false)),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new Overrides(new Configuration(properties::get, problems))
                .apply(compiled)
                .inputs()
                .get(0)
                .time();
    }

    @Test
    void theInputsOwnWordGoesBeforeItsListeners() {
        assertThat(with(TEN_SECONDS, Map.of())).isEqualTo(TEN_SECONDS);
        assertThat(with(null, Map.of())).isEqualTo(EventTimeModel.DEFAULT);
        assertThat(with(TEN_SECONDS, Map.of(LISTENER + "out-of-order", "1s", LISTENER + "idle", "off")))
                .isEqualTo(new EventTimeModel(1_000, -1));
        assertThat(with(
                        TEN_SECONDS,
                        Map.of(LISTENER + "out-of-order", "1s", INPUT + "out-of-order", "2s", INPUT + "idle", "1m")))
                .isEqualTo(new EventTimeModel(2_000, 60_000));
    }

    @Test
    void aShareOnTimeMakesItAdaptive() {
        assertThat(with(TEN_SECONDS, Map.of(INPUT + "on-time", "0.995", INPUT + "out-of-order-max", "1h")))
                .isEqualTo(new EventTimeModel(ADAPTIVE, true, 10_000, 3_600_000, 995_000, 30_000));
        assertThat(with(LEARNED, Map.of(INPUT + "on-time", "0.9")))
                .isEqualTo(new EventTimeModel(ADAPTIVE, true, 1_000, 60_000, 900_000, 30_000));
        assertThat(with(LEARNED, Map.of(INPUT + "strategy", "bounded")))
                .as("what was to be learned means nothing any more")
                .isEqualTo(new EventTimeModel(BOUNDED, true, 1_000, 0, 0, 30_000));
    }

    @Test
    void aClockReplacesTheMethodAndTheDisorder() {
        assertThat(with(TEN_SECONDS, Map.of(INPUT + "strategy", "processing")))
                .isEqualTo(new EventTimeModel(PROCESSING, false, 0, 0, 0, 30_000));
        assertThat(with(MARKED, Map.of(INPUT + "strategy", "ingestion", INPUT + "out-of-order", "1s")))
                .isEqualTo(new EventTimeModel(INGESTION, false, 1_000, 0, 0, 30_000));
    }

    @Test
    void whatDefaultsSayOfDisorderDoesNotConcernMarks() {
        assertThat(with(MARKED, Map.of("millrace.defaults.watermark.out-of-order", "5s")))
                .isEqualTo(MARKED);
    }

    @Test
    void marksNeedAMethod() {
        assertThat(with(MARKED, Map.of(INPUT + "strategy", "punctuated"))).isEqualTo(MARKED);
        with(TEN_SECONDS, Map.of(INPUT + "strategy", "punctuated"));
        assertThatThrownBy(() -> problems.refuse("configuration"))
                .hasMessageContaining("1 problem")
                .hasMessageContaining("MR-0239 millrace.inputs.payments.watermark.strategy = punctuated: fraud has no"
                        + " method that tells the watermark");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.49", "0.99991", "1", "99999999999", "1e999999999", "-0.9", "most"})
    void sharesThatCannotBeKept(String share) {
        with(TEN_SECONDS, Map.of(INPUT + "on-time", share));
        assertThatThrownBy(() -> problems.refuse("configuration"))
                .hasMessageContaining("MR-0204 millrace.inputs.payments.watermark.on-time = '" + share
                        + "': write a share from 0.5 to 0.9999");
    }

    @Test
    void aStrategyThatThereIsNot() {
        with(TEN_SECONDS, Map.of(INPUT + "strategy", "monotonous"));
        assertThatThrownBy(() -> problems.refuse("configuration"))
                .hasMessageContaining(
                        "MR-0206 millrace.inputs.payments.watermark.strategy = 'monotonous': write bounded,"
                                + " adaptive, punctuated, ingestion, processing");
    }
}
