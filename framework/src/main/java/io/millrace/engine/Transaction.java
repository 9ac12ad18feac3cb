package io.millrace.engine;

import io.millrace.port.Clock;
import io.millrace.port.Failpoint;
import io.millrace.port.Failpoints;
import io.millrace.port.Headers;
import io.millrace.port.Headers.Header;
import io.millrace.port.OutputLog;
import io.millrace.port.OutputRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** The worker's open transaction, if any: begun with the first append. */
final class Transaction {
    private final OutputLog log;
    private final Clock clock;
    private final Failpoints failpoints;
    private final Set<String> atOnce;
    private final LastRecords last;
    private boolean open;
    private long beganNanos;
    private int outputs;

    /**
     * With at-least-once, outputs do not wait for the transaction. Re-keyed records do all the same: downstream, state
     * must stay exact.
     */
    Transaction(ListenerPlan plan, OutputLog log, Clock clock, Failpoints failpoints) {
        this.log = log;
        this.clock = clock;
        this.failpoints = failpoints;
        this.last = new LastRecords(plan, log);
        this.atOnce = plan.settings().exactlyOnce()
                ? Set.of()
                : plan.outputs().stream()
                        .filter(output -> !output.repartition())
                        .map(OutputPlan::topic)
                        .collect(Collectors.toUnmodifiableSet());
    }

    void append(OutputRecord record) {
        begin();
        outputs++;
        OutputRecord next = last.next(record);
        if (next != null) {
            hand(next);
        }
        failpoints.reach(Failpoint.AFTER_SOME_APPENDS);
    }

    private void hand(OutputRecord record) {
        if (atOnce.contains(record.topic())) {
            log.appendAtOnce(record);
        } else {
            log.append(record);
        }
    }

    /**
     * Appends a mark behind all that the partition of a re-keyed topic has got: on the last record if there is one that may
     * carry it, else on a record of its own.
     */
    void appendMark(String topic, int partition, Header mark, boolean mayBeCarried) {
        OutputRecord carrier = last.take(topic, partition);
        if (carrier != null && mayBeCarried) {
            List<Header> headers = new ArrayList<>(carrier.headers().all());
            headers.add(mark);
            hand(new OutputRecord(
                    topic, partition, carrier.key(), carrier.value(), carrier.timestamp(), Headers.of(headers)));
            return;
        }
        if (carrier != null) {
            hand(carrier);
        }
        append(new OutputRecord(topic, partition, null, null, 0, Headers.of(List.of(mark))));
    }

    /** Appends the last record of that partition, where there is no mark to wait for. */
    void appendLast(String topic, int partition) {
        OutputRecord record = last.take(topic, partition);
        if (record != null) {
            hand(record);
        }
    }

    void appendChange(int task, OutputRecord record) {
        begin();
        log.appendChange(task, record);
    }

    void begin() {
        if (!open) {
            failpoints.reach(Failpoint.BEFORE_FIRST_APPEND);
            log.begin();
            open = true;
            outputs = 0;
            beganNanos = clock.nanos();
        }
    }

    boolean isOpen() {
        return open;
    }

    /** Outputs, stamps and dead letters, without changes. */
    int outputs() {
        return outputs;
    }

    long ageMs() {
        return open ? (clock.nanos() - beganNanos) / 1_000_000 : 0;
    }

    /** Whatever became of it, it is over. */
    void ended() {
        open = false;
        outputs = 0;
        last.forget();
    }
}
