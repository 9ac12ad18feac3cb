package io.millrace.engine;

import io.millrace.api.RecordInfo;
import io.millrace.api.WindowSpan;
import io.millrace.port.Clock;
import io.millrace.port.InputRecord;
import io.millrace.spi.Call;
import io.millrace.state.CurrentCall;
import io.millrace.state.DueEntry;
import io.millrace.windowing.order.Origin;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/** The handler call under way: what it is about, and whether handles may be used at all. One per task, reused. */
final class CallContext implements Call, CurrentCall {
    private final int task;
    private final Clock clock;
    private boolean active;
    private long eventTime;
    private long stateTime;
    private long latest = Long.MIN_VALUE;
    private long watermark;
    private byte[] keyBytes = {};
    private @Nullable Taken record;
    private @Nullable Object timerId;
    private byte[] timerPlace = {};
    private int firing;
    private int timer;
    private int emitted;
    private List<TopicOut<Object, Object>> outputs = List.of();

    CallContext(int task, Clock clock) {
        this.task = task;
        this.clock = clock;
    }

    /**
     * @param passed the time before which nothing is expected any more where this record was read
     */
    void enterRecord(Taken taken, long watermarkNow, long passed) {
        enter(taken.keyBytes(), taken.eventTime(), watermarkNow);
        stateTime = Math.max(taken.eventTime(), passed);
        latest = Math.max(latest, taken.eventTime());
        record = taken;
    }

    /** What {@link #send} sends through: they need this context to be made. */
    void outputs(List<TopicOut<Object, Object>> all) {
        outputs = all;
    }

    /**
     * @param inEventTime else its due time is one of the wall clock, by which no state expires
     */
    void enterTimer(DueEntry due, int timerIndex, @Nullable Object id, boolean inEventTime, long watermarkNow) {
        enter(due.key(), due.time(), watermarkNow);
        stateTime = inEventTime ? due.time() : Math.max(watermarkNow, latest);
        record = null;
        timer = timerIndex;
        timerPlace = due.entryKey();
        firing = 0;
        timerId = id;
    }

    /**
     * A window's result, on behalf of its last record or of time.
     *
     * @param passed whether event time has reached its end; else no state expires by it
     * @param time that the result bears
     */
    void enterWindow(byte[] key, int window, WindowSpan span, boolean passed, long time, long watermarkNow) {
        boolean refines = record != null && active;
        int emittedBefore = emitted;
        enter(key, time, watermarkNow);
        if (refines) {
            emitted = emittedBefore;
        } else {
            stateTime = passed ? time : Math.max(watermarkNow, latest);
            record = null;
            timer = ~window;
            // Windows of several lengths may end together.
            timerPlace = ByteBuffer.allocate(Long.BYTES).putLong(span.start()).array();
            firing = span.index();
            timerId = null;
        }
    }

    /** For a reader: there is neither record nor timer. */
    void enterReading(byte[] key, long time) {
        enter(key, time, time);
        stateTime = time;
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

    int task() {
        return task;
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
        content.update(keyBytes.length);
        content.update(timerPlace);
        // The results of one window bear one time: readers in order of time get them as they were given.
        return new Origin(task, content.getValue(), firing).child(seq);
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
    public long stateTime() {
        return stateTime;
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

    @Override
    public void send(int output, Object value) {
        outputs.get(output).send(value);
    }

    private Taken taken() {
        Taken taken = record;
        if (taken == null) {
            throw new IllegalStateException("MR-0604: a timer call has no record");
        }
        return taken;
    }
}
