package io.millrace.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {
    @ParameterizedTest
    @CsvSource({
        "10ms, 10",
        "5s, 5000",
        "3m, 180000",
        "2h, 7200000",
        "7d, 604800000",
        "PT1H30M, 5400000",
        "P2D, 172800000",
        "PT0.25S, 250"
    })
    void reads(String text, long ms) {
        assertThat(Durations.positiveMs(text)).isEqualTo(ms);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "ten", "24x", "1h30m", "-5s", "5 s", "1.5h", "5S", "P", "PT"})
    void refusesWhatIsNoDuration(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.positiveMs(text))
                .withMessage(
                        "duration '" + text + "' is not a duration: write a number with ms, s, m, h or d, such as 10s"
                                + " or 7d, or ISO-8601");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0s", "0ms", "PT0S"})
    void zeroIsRefusedWhereItMeansNothing(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.positiveMs(text))
                .withMessage("duration '" + text + "' must be longer than 0: write 1ms or more");
        assertThat(Durations.zeroOrMoreMs(text)).isZero();
    }

    @Test
    void refusesNegativeTooFineAndTooLong() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.zeroOrMoreMs("PT-5S"))
                .withMessageStartingWith("duration 'PT-5S' is negative: write");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.zeroOrMoreMs("PT0.0001S"))
                .withMessage("duration 'PT0.0001S' is finer than a millisecond");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Durations.zeroOrMoreMs("999999999999999d"))
                .withMessage("duration '999999999999999d' is too long: milliseconds must fit into 64 bits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10ms", "5s", "3m", "2h", "7d", "0ms", "1500ms"})
    void writesWhatItReads(String text) {
        assertThat(Durations.text(Durations.zeroOrMoreMs(text))).isEqualTo(text);
    }
}
