package io.millrace.demo.report;

import io.millrace.demo.truth.Feature;
import io.millrace.demo.truth.Features;
import io.millrace.demo.wire.Answers;

/** Keeps every output record as it is read back, doubles included. Single-threaded. */
public final class OutputWriter implements AutoCloseable {
    static final String FEATURES_HEADER = "topic,partition,offset,tx_id," + Feature.COLUMNS;
    static final String SCORES_HEADER = "tx_id,score";
    static final String ALERTS_HEADER = "tx_id,customer_id,terminal_id,rule,amount_cents";

    private final CsvWriter features;
    private final CsvWriter scores;
    private final CsvWriter alerts;
    private final StringBuilder line = new StringBuilder();

    public OutputWriter(OutputFolder folder) {
        features = new CsvWriter(folder.features(), FEATURES_HEADER);
        scores = new CsvWriter(folder.scores(), SCORES_HEADER);
        alerts = new CsvWriter(folder.alerts(), ALERTS_HEADER);
    }

    /** One features record and where it stood. */
    public void features(String topic, int partition, long offset, Features record) {
        line.setLength(0);
        line.append(topic).append(',').append(partition).append(',').append(offset);
        features.line(record.appendLine(line.append(',')));
    }

    /** One scores record. */
    public void score(Answers.Score record) {
        line.setLength(0);
        scores.line(line.append(record.id()).append(',').append(record.score()));
    }

    /** One alerts record. */
    public void alert(Answers.Alert record) {
        alerts.line(String.join(
                ",",
                Long.toString(record.id()),
                record.customer(),
                record.terminal(),
                record.rule(),
                Long.toString(record.cents())));
    }

    @Override
    public void close() {
        try (features;
                scores;
                alerts) {
            line.setLength(0);
        }
    }
}
