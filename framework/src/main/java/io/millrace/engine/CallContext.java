package io.millrace.engine;

import io.millrace.api.RecordInfo;
import io.millrace.port.Clock;
import io.millrace.port.InputRecord;
import io.millrace.spi.Call;
import io.millrace.state.CurrentCall;
import io.millrace.windowing.order.Origin;
import java.time.Instant;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The handler call under way: what it is about, and whether handles may be used at all. One per task, reused. */
final class CallContext implements Call, CurrentCall {
    private final int task;
    private final Clock clock;
    private boolean active;
    private long eventTime;
    private long watermark;
    private byte[] keyBytes = {};
    private @Nullable Taken record;
    private @Nullable Object timerId;
    private int timer;
    private int emitted;

    CallContext(int task, Clock clock) {
        this.task = task;
        this.clock = clock;
    }

    void enterRecord(Taken taken, long watermarkNow) {
        enter(taken.keyBytes(), taken.eventTime(), watermarkNow);
        record = taken;
    }

    void enterTimer(byte[] key, int timerIndex, @Nullable Object id, long due, long watermarkNow) {
        enter(key, due, watermarkNow);
        record = null;
        timer = timerIndex;
        timerId = id;
    }

    /** For a reader: there is neither record nor timer. */
    void enterReading(byte[] key, long time) {
        enter(key, time, time);
        record = null;
        timerId = null;
    }

    private void enter(byte[] key, long time, long watermarkNow) {
        keyBytes = key;
        eventTime = time;
        watermark = watermarkNow;
        emitted = 0;
        active = true;
    }

    void leave() {
        active = false;
    }

    byte[] keyBytes() {
        return keyBytes;
    }

    /**
     * Where the next record for a re-key topic comes from: carried along so that records of one event time have the same
     * order downstream whatever way they took.
     */
    Origin nextOrigin() {
        int seq = ++emitted;
        Taken taken = record;
        if (taken != null) {
            return taken.origin().child(seq);
        }
        // A timer has no record behind it; what identifies it is its content.
        CRC32 content = new CRC32();
        content.update(timer);
        content.update(keyBytes);
        return new Origin(task, content.getValue(), 0).child(seq);
    }

    @Override
    public void require() {
        if (!active) {
            throw new IllegalStateException(
                    "MR-0601: handles may only be used inside a handler call, on its own thread");
        }
    }

    @Override
    public long eventTime() {
        return eventTime;
    }

    @Override
    public long wallMs() {
        return clock.wallMs();
    }

    @Override
    public RecordInfo info() {
        Taken taken = taken();
        return new RecordInfo(taken.input().topic(), task, taken.record().offset(), eventTime, watermark, taken.late());
    }

    @Override
    public byte @Nullable [] header(String name) {
        InputRecord raw = taken().record();
        return raw.headers().last(name);
    }

    @Override
    public Instant due() {
        return Instant.ofEpochMilli(eventTime);
    }

    @Override
    public Object timerId() {
        Object id = timerId;
        if (id == null) {
            throw new IllegalStateException("MR-0603: this timer has no id");
        }
        return id;
    }

    private Taken taken() {
        Taken taken = record;
        if (taken == null) {
            throw new IllegalStateException("MR-0604: a timer call has no record");
        }
        return taken;
    }
}
