package io.millrace.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.millrace.demo.input.DigestsFile;
import io.millrace.demo.input.FdhFile;
import io.millrace.demo.input.Lines;
import io.millrace.demo.input.ModelFile;
import io.millrace.demo.input.SkipFile;
import io.millrace.demo.truth.AlertQuality;
import io.millrace.demo.truth.AlertRule;
import io.millrace.demo.truth.DayDigests;
import io.millrace.demo.truth.Features;
import io.millrace.demo.truth.LogisticModel;
import io.millrace.demo.truth.Ranking;
import io.millrace.demo.truth.Reference;
import io.millrace.demo.truth.Scored;
import io.millrace.demo.truth.TestWeek;
import io.millrace.demo.truth.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The reference against what was published: one pass over the whole file serves all checks. */
class PublishedAnswerTest {
    private static final Path FDH = Path.of(System.getProperty("millrace.data.dir", "../../shared/data"), "fdh");
    private static final long TRAIN = LocalDate.parse("2018-07-25").toEpochDay();
    private static final long TEST = LocalDate.parse("2018-08-08").toEpochDay();

    @Test
    void digestsFeaturesAndTestWeekComeOutAsPublished() {
        assumeTrue(Files.isDirectory(FDH), "no published data at " + FDH);
        LogisticModel model = ModelFile.read(FDH.resolve("lr-model.json"));
        Set<Long> skip = SkipFile.read(FDH.resolve("ambiguous_tx_ids.txt"));
        Reference reference = new Reference();
        DayDigests digests = new DayDigests(skip);
        List<Scored> scored = new ArrayList<>();
        try (Lines published = Lines.open(FDH.resolve("features_2018-07-01_2018-08-14.csv.gz"))) {
            published.next();
            String line = published.next();
            int compared = 0;
            Set<Long> different = new HashSet<>();
            for (Transaction tx : FdhFile.read(FDH.resolve("transactions.csv.gz"), Long.MAX_VALUE)) {
                Features features = reference.next(tx);
                digests.add(tx.day(), features);
                if (tx.day() >= TRAIN) {
                    boolean alerted = AlertRule.reason(tx, features).isPresent();
                    scored.add(new Scored(tx, model.score(tx, features), alerted));
                }
                if (line != null && line.startsWith(tx.id() + ",")) {
                    compared++;
                    if (!line.equals(features.toString())) {
                        different.add(tx.id());
                    }
                    line = published.next();
                }
            }
            assertThat(compared).isEqualTo(430_983);
            assertThat(skip).containsAll(different);
            assertThat(Objects.isNull(line)).isTrue();
        }
        assertThat(digests.finish()).hasSize(136).isEqualTo(DigestsFile.read(FDH.resolve("feature_digests.csv.gz")));
        checkTestWeek(new TestWeek(scored, TEST));
    }

    private static void checkTestWeek(TestWeek week) {
        Ranking ranking = Ranking.of(week.rows());
        assertThat(week.rows()).hasSize(58_264);
        assertThat(ranking.auc()).isEqualTo(0.871, within(0.0005));
        assertThat(ranking.averagePrecision()).isEqualTo(0.606, within(0.0005));
        assertThat(week.cardPrecision()).isEqualTo(0.291, within(0.0005));
        AlertQuality alerts = AlertQuality.of(week.rows());
        assertThat(alerts.frauds()).isEqualTo(385);
        assertThat(alerts.alerts()).isEqualTo(335);
        assertThat(alerts.precision()).isEqualTo(0.693, within(0.0005));
        assertThat(alerts.recall()).isEqualTo(0.603, within(0.0005));
    }
}
