package io.millrace.benchmarks.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.benchmarks.engine.Engine;
import io.millrace.benchmarks.engine.EngineRun;
import io.millrace.benchmarks.measure.Measured;
import io.millrace.benchmarks.measure.Outcome;
import io.millrace.benchmarks.measure.Result;
import io.millrace.benchmarks.workload.Digest;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class ReportTest {

    private final Locale before = Locale.getDefault();

    @BeforeEach
    void numbersAsTheCommandPrintsThem() {
        Locale.setDefault(Locale.ROOT);
    }

    @AfterEach
    void restore() {
        Locale.setDefault(before);
    }

    @Test
    void comparesRoundByRoundWithTheBestOfStreams() {
        Report report = report(
                result("streams-a", valid(100, 10), valid(120, 12), valid(110, 11)),
                result("streams-b", valid(50, 1), valid(50, 1), valid(50, 1)),
                result("ours", valid(200, 5), valid(360, 4), valid(110, 11)));
        assertThat(report.markdown("c.svg").lines())
                .contains("| ours | 3/3 | 200 (110 - 360) | 5.00 (4.00 - 11.00) | 2.50 (2.00 - 5.50) | 2 | 2"
                        + " | 2.00 (1.00 - 3.00) | 0.50 (0.33 - 1.00) | 0.50 (0.33 - 1.00) |")
                .anyMatch(line -> line.contains("records/s / streams-a"));
        assertThat(report.allValid()).isTrue();
    }

    @Test
    void comparesOurEngineAcrossGroupsToo() {
        List<Result> tumbling =
                List.of(result("a", valid(100, 10), valid(100, 8)), result("streams-a", valid(1, 1), valid(1, 1)));
        List<Result> hopping =
                List.of(result("b", valid(100, 20), valid(100, 12)), result("streams-b", valid(1, 1), valid(1, 1)));
        assertThat(new Report("title", List.of(), List.of(tumbling, hopping)).markdown("c.svg"))
                .contains("- CPU of b / a: 1.75 (1.50 - 2.00); after the first fifth 1.75 (1.50 - 2.00)");
    }

    @Test
    void aWrongResultHasNoSpeed() {
        Report report = report(
                result("streams-a", valid(100, 10), valid(100, 10)),
                result("ours", new Outcome.Wrong(new Digest(2, 2), new Digest(1, 1)), valid(300, 5)),
                result("lost", new Outcome.Failed("stood still"), new Outcome.Failed("stood still")));
        assertThat(report.markdown("c.svg"))
                .contains("| ours | 1/2 | 300 (300 - 300)", "3.00 (3.00 - 3.00)")
                .contains("| lost | 0/2 | - | - | - | - | - | - | - | - |")
                .contains("**not counted**: ours, round 1", "**not counted**: lost, round 2");
        assertThat(report.allValid()).isFalse();
    }

    @Test
    void itsChartIsWellFormed() throws Exception {
        String svg = report(
                        result("streams-a", valid(100, 10)),
                        result("a<b&c", valid(300, 5)),
                        result("lost", new Outcome.Failed("x")))
                .svg();
        int bars = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(svg)))
                .getElementsByTagName("line")
                .getLength();
        assertThat(bars).isEqualTo(4);
    }

    @Test
    void theMedianOfAnEvenNumberLiesBetweenTheMiddleTwo() {
        assertThat(Spread.of(List.of(4.0, 1.0, 3.0, 2.0))).isEqualTo(new Spread(2.5, 1, 4));
        assertThat(Spread.of(List.of(5.0, 1.0, 3.0))).isEqualTo(new Spread(3, 1, 5));
        assertThatThrownBy(() -> Spread.of(List.of())).hasMessageContaining("no values");
    }

    private static Report report(Result... results) {
        return new Report("title", List.of("condition"), List.of(List.of(results)));
    }

    private static Result result(String name, Outcome... outcomes) {
        return new Result(new Named(name), List.of(outcomes), Map.of("rocksdb", "1"));
    }

    private static Outcome valid(double recordsPerSecond, double cpu) {
        return new Outcome.Valid(new Measured(recordsPerSecond, cpu, cpu / 2, 2_048, 1_536));
    }

    private record Named(String name) implements Engine {
        @Override
        public String description() {
            return name;
        }

        @Override
        public Process start(EngineRun run, List<String> launcher, Path log) {
            throw new UnsupportedOperationException();
        }
    }
}
