package io.millrace.benchmarks.measure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long S = 1_000_000_000L;

    @Test
    void countsSpeedFromTheFirstFifthToTheLastCommitAndCpuAlsoFromTheStart() {
        Progress progress = new Progress(1_000);
        assertThat(progress.add(0, 0, 0)).isFalse();
        assertThat(progress.add(5 * S, 100, 3 * S)).isFalse();
        assertThat(progress.add(6 * S, 200, 4 * S)).isFalse();
        assertThat(progress.add(7 * S, 600, 5 * S)).isFalse();
        assertThat(progress.add(10 * S, 1_000, 6 * S)).isTrue();

        assertThat(progress.recordsPerSecond()).isCloseTo(800 / 4.0, within(1e-9));
        assertThat(progress.cpuSecondsPerMillion()).isCloseTo(6 / 0.001, within(1e-6));
        assertThat(progress.steadyCpuSecondsPerMillion()).isCloseTo(2 / 0.0008, within(1e-6));
    }

    @Test
    void refusesToSayAnythingAboutARunThatWasOverAtOnce() {
        Progress progress = new Progress(1_000);
        progress.add(0, 0, 0);
        progress.add(S, 1_000, S);
        assertThatThrownBy(progress::recordsPerSecond).hasMessageContaining("use more records");
    }

    @Test
    void everySecondRoundRunsBackwards() {
        List<String> engines = List.of("a", "b", "c");
        assertThat(Rounds.order(engines, 0)).containsExactly("a", "b", "c");
        assertThat(Rounds.order(engines, 1)).containsExactly("c", "b", "a");
        assertThat(Rounds.order(engines, 2)).containsExactly("a", "b", "c");
    }
}
