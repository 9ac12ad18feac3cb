package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.Order;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.SpanModel;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TypeModel;
import java.util.List;
import org.junit.jupiter.api.Test;

class UnknownPropertiesTest {
    private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);
    private static final ListenerModel FRAUD = new ListenerModel(
            "fraud",
            "x.Fraud",
            TEXT,
            Order.ARRIVAL,
            null,
            FailureModel.DEFAULT,
            List.of(new InputModel("payments", false, "on", 0, TEXT, false, false, null, false)),
            List.of(new StoreModel("seen", StoreKind.VALUE, List.of(TEXT), -1, 0, null)),
            List.of(),
            List.of(),
            List.of(Windows.of(SpanModel.tumbling(Windows.SIZE_MS, 0), "hours")));

    private final Problems problems = new Problems();
    private final UnknownProperties unknown = new UnknownProperties(List.of(FRAUD), problems);

    @Test
    void whatExistsIsNoProblem() {
        unknown.check(List.of(
                "millrace.state-dir",
                "millrace.defaults.threads",
                "millrace.listeners.fraud.on-failure.retries",
                "millrace.listeners.fraud.state.seen.ttl",
                "millrace.listeners.fraud.windows.hours.size",
                "millrace.listeners.fraud.windows.hours.allowed-lateness",
                "millrace.inputs.payments.bounded",
                "millrace.topics.names.anything",
                "kafka.bootstrap.servers"));

        problems.refuse("configuration");
        assertThat(problems.attempt(() -> "goes on")).contains("goes on");
    }

    @Test
    void aMisspeltNameIsToldWithItsNeighbour() {
        unknown.check(List.of("millrace.default.threads", "millrace.listeners.fraud.commit-intervall"));

        assertThatThrownBy(() -> problems.refuse("configuration"))
                .hasMessageContaining("MR-0215 millrace.default.threads: there is no such setting; did you mean"
                        + " millrace.defaults.threads?")
                .hasMessageContaining("did you mean millrace.listeners.fraud.commit-interval?");
    }

    @Test
    void aWindowOfOneKindHasNoLengthsOfAnother() {
        unknown.check(
                List.of("millrace.listeners.fraud.windows.hours.gap", "millrace.listeners.fraud.windows.hours.slide"));

        assertThatThrownBy(() -> problems.refuse("configuration"))
                .hasMessageContaining("millrace.listeners.fraud.windows.hours.gap: there is no such setting")
                .hasMessageContaining("millrace.listeners.fraud.windows.hours.slide: there is no such setting");
    }

    @Test
    void anUnknownListenerOrStoreIsToldWithThoseThatExist() {
        unknown.check(
                List.of("millrace.listeners.card-payments.threads", "millrace.listeners.fraud.state.countries.ttl"));

        assertThatThrownBy(() -> problems.refuse("configuration"))
                .hasMessageContaining("millrace.listeners.card-payments.threads: there is no such setting; there are"
                        + " millrace.listeners.fraud")
                .hasMessageContaining("there are millrace.listeners.fraud.state.seen");
    }
}
