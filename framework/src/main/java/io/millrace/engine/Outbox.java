package io.millrace.engine;

import io.millrace.port.OutputRecord;
import java.util.ArrayList;
import java.util.List;

/** What the current record has sent: becomes part of the transaction only when its handler has returned. */
final class Outbox {
    private final List<OutputRecord> sent = new ArrayList<>();

    void add(OutputRecord record) {
        sent.add(record);
    }

    void keep(Transaction transaction) {
        for (int i = 0; i < sent.size(); i++) {
            transaction.append(sent.get(i));
        }
        sent.clear();
    }

    void undo() {
        sent.clear();
    }
}
