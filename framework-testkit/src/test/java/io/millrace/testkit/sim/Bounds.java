package io.millrace.testkit.sim;

import io.millrace.api.FailureAction;
import io.millrace.engine.EngineSettings;
import io.millrace.engine.InvalidPolicy;
import io.millrace.engine.NegativeTime;

/** The simulator's settings with some of them other than usual. */
final class Bounds {
    private final EngineSettings usual = SimListener.SETTINGS;
    private boolean exactlyOnce = usual.exactlyOnce();
    private long commitIntervalMs = usual.commitIntervalMs();
    private int transactionRecordsMax = usual.transactionRecordsMax();
    private int turnRecordsMax = usual.turnRecordsMax();
    private int bufferEntriesMax = usual.bufferEntriesMax();
    private int orderRecordsMax = usual.orderRecordsMax();
    private long orderHeapBytesMax = usual.orderHeapBytesMax();
    private int warmUpRecordsMax = usual.warmUpRecordsMax();
    private long warmUpMsMax = usual.warmUpMsMax();
    private long handOverMsMax = usual.handOverMsMax();
    private long stampIntervalMs = usual.stampIntervalMs();
    private InvalidPolicy invalid = usual.invalid();

    Bounds atLeastOnce() {
        exactlyOnce = false;
        return this;
    }

    Bounds commitIntervalMs(long ms) {
        commitIntervalMs = ms;
        return this;
    }

    Bounds transactionRecordsMax(int records) {
        transactionRecordsMax = records;
        return this;
    }

    Bounds turnRecordsMax(int records) {
        turnRecordsMax = records;
        return this;
    }

    Bounds bufferEntriesMax(int entries) {
        bufferEntriesMax = entries;
        return this;
    }

    Bounds orderRecordsMax(int records) {
        orderRecordsMax = records;
        return this;
    }

    Bounds orderHeapBytesMax(long bytes) {
        orderHeapBytesMax = bytes;
        return this;
    }

    Bounds stampIntervalMs(long ms) {
        stampIntervalMs = ms;
        return this;
    }

    /** What becomes of records whose time lies before 1970 or is missing. */
    Bounds invalidTimes(NegativeTime negative, FailureAction missing) {
        InvalidPolicy usually = usual.invalid();
        invalid = new InvalidPolicy(
                usually.key(),
                usually.bytes(),
                usually.tombstone(),
                usually.time(),
                negative,
                missing,
                usually.futureMsMax());
        return this;
    }

    Bounds warmUp(int recordsMax, long msMax) {
        warmUpRecordsMax = recordsMax;
        warmUpMsMax = msMax;
        return this;
    }

    Bounds handOverMsMax(long ms) {
        handOverMsMax = ms;
        return this;
    }

    EngineSettings settings() {
        return new EngineSettings(
                exactlyOnce,
                commitIntervalMs,
                transactionRecordsMax,
                turnRecordsMax,
                bufferEntriesMax,
                orderRecordsMax,
                orderHeapBytesMax,
                usual.recordBytesMax(),
                invalid,
                stampIntervalMs,
                usual.startAtMs(),
                warmUpRecordsMax,
                warmUpMsMax,
                handOverMsMax);
    }
}
