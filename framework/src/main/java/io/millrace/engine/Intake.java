package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.Clock;
import io.millrace.port.InputRecord;
import io.millrace.spi.Binding;
import io.millrace.windowing.order.OrderKey;
import io.millrace.windowing.order.Origin;
import io.millrace.windowing.watermark.Stamp;
import io.millrace.windowing.watermark.Watermarks;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Makes something of a raw record: a record for its handler, a mark of time, or a reason why it is neither. */
final class Intake {
    /** Header of the mark that ends a bounded input. */
    static final String END_HEADER = "millrace.end";

    /** Header of the mark of a bounded input's time, in eight bytes: everything earlier was sent before it. */
    static final String TIME_HEADER = "millrace.time";

    private static final int INPUTS_MAX = 1 << 8;

    private final ListenerPlan plan;
    private final Binding binding;
    private final int task;
    private final Clock clock;

    /**
     * @param clock gives the times of records that have none of their own
     */
    Intake(ListenerPlan plan, int task, Clock clock) {
        this.plan = plan;
        this.binding = plan.binding();
        this.task = task;
        this.clock = clock;
    }

    /** What a raw record turned out to be. */
    sealed interface Result permits Taken, Result.Stamped, Result.Told, Result.Ended, Result.Rejected {
        record Stamped(Stamp stamp) implements Result {}

        record Told(long time) implements Result {}

        record Ended() implements Result {}

        record Rejected(Invalid why, @Nullable Throwable error) implements Result {}
    }

    Result read(InputPlan input, InputRecord record, long watermark) {
        byte[] key = record.key();
        if (key == null) {
            return mark(input, record);
        }
        try {
            stampOn(input, record);
        } catch (RuntimeException e) {
            return new Result.Rejected(Invalid.STAMP, e);
        }
        return decode(input, record, key, watermark);
    }

    private static @Nullable Stamp stampOn(InputPlan input, InputRecord record) {
        byte[] stamp = input.repartition() ? record.headers().last(Stamp.HEADER) : null;
        return stamp == null ? null : Stamp.decode(stamp);
    }

    /** The stamp that a record for a handler brings along: it holds behind the record. */
    static @Nullable Stamp carried(InputPlan input, InputRecord record) {
        try {
            return record.key() == null ? null : stampOn(input, record);
        } catch (RuntimeException told) {
            return null; // for which the record was refused
        }
    }

    private static Result mark(InputPlan input, InputRecord record) {
        byte[] stamp = record.headers().last(Stamp.HEADER);
        if (stamp != null && input.repartition()) {
            try {
                return new Result.Stamped(Stamp.decode(stamp));
            } catch (RuntimeException e) {
                return new Result.Rejected(Invalid.STAMP, e);
            }
        }
        byte[] time = record.headers().last(TIME_HEADER);
        if (time != null && time.length == Long.BYTES && input.bounded()) {
            return new Result.Told(ByteBuffer.wrap(time).getLong());
        }
        byte[] end = record.headers().last(END_HEADER);
        if (end == null) {
            return new Result.Rejected(Invalid.NULL_KEY, null);
        }
        boolean ours = Arrays.equals(end, input.name().getBytes(StandardCharsets.UTF_8));
        return ours && input.bounded() ? new Result.Ended() : new Result.Rejected(Invalid.END_NOT_ALLOWED, null);
    }

    private Result decode(InputPlan input, InputRecord record, byte[] keyBytes, long watermark) {
        Object key;
        @Nullable Object body;
        try {
            key = plan.keys().read(input.topic(), keyBytes, record.headers());
            byte[] value = record.value();
            if (value == null && !input.nullable()) {
                return new Result.Rejected(Invalid.TOMBSTONE, null);
            }
            body = value == null ? null : input.body().read(input.topic(), value, record.headers());
        } catch (RuntimeException e) {
            return new Result.Rejected(Invalid.UNDECODABLE, e);
        }
        long time;
        try {
            time = time(input, record, body, watermark);
        } catch (Exception e) {
            return new Result.Rejected(Invalid.EVENT_TIME, e);
        }
        long mark;
        try {
            mark = input.punctuated() && body != null
                    ? binding.watermark(input.index(), body).orElse(Watermarks.NONE)
                    : Watermarks.NONE;
        } catch (Exception e) {
            return new Result.Rejected(Invalid.WATERMARK, e);
        }
        // A clock says what it says, however old the record.
        Result.Rejected refused = input.clocked() ? null : refused(record, time, mark, input.timed() && body != null);
        return refused != null
                ? refused
                : new Taken(input, task, record, keyBytes, key, body, time, mark, time < watermark);
    }

    private long time(InputPlan input, InputRecord record, @Nullable Object body, long watermark) throws Exception {
        if (input.clocked()) {
            return now(watermark);
        }
        return input.timed() && body != null ? binding.eventTime(input.index(), body) : record.timestamp();
    }

    private Result.@Nullable Rejected refused(InputRecord record, long time, long mark, boolean byMethod) {
        if (time < 0 && !(byMethod && isTaken(time))) {
            return new Result.Rejected(byMethod ? Invalid.NEGATIVE : Invalid.MISSING, null);
        }
        if (isFuture(record, time)) {
            return new Result.Rejected(Invalid.FUTURE, future(record, time, "event time"));
        }
        return isFuture(record, mark) ? new Result.Rejected(Invalid.FUTURE, future(record, mark, "watermark")) : null;
    }

    /** A clock that was set back makes nothing late; behind the end of the input everything is. */
    private long now(long watermark) {
        long now = clock.wallMs();
        return watermark == Watermarks.END ? now : Math.max(now, watermark);
    }

    /**
     * Whether an event would have happened long after it was sent. Told by the record alone, not by a clock: a record that
     * is read again, tomorrow or elsewhere, must be judged as it was.
     */
    private boolean isFuture(InputRecord record, long time) {
        long most = plan.settings().invalid().futureMsMax();
        return time > Watermarks.LATEST_EVENT
                || most != InvalidPolicy.FUTURE_OFF
                        && record.timestamp() >= 0
                        && time >= 0
                        && time - record.timestamp() > most;
    }

    /** Whether a time before 1970 is an event's. As far from the ends of a long as other times. */
    private boolean isTaken(long time) {
        return plan.settings().invalid().negative() == NegativeTime.TAKE && time >= -Watermarks.LATEST_EVENT;
    }

    private static IllegalArgumentException future(InputRecord record, long time, String what) {
        return new IllegalArgumentException("MR-0509: the " + what + " " + Instant.ofEpochMilli(time)
                + " is later than " + Instant.ofEpochMilli(record.timestamp())
                + ", the record's timestamp, by more than"
                + " watermark.future-max; it would have made all that follows late");
    }

    /**
     * Decodes once more what was taken before.
     *
     * @param late what was found at the first time: the watermark has moved since
     */
    Taken again(int input, InputRecord record, byte[] key, boolean late) {
        Result result = decode(plan.inputs().get(input), record, key, late ? Long.MAX_VALUE : Long.MIN_VALUE);
        if (result instanceof Taken taken) {
            return taken;
        }
        Throwable error = result instanceof Result.Rejected rejected ? rejected.error() : null;
        throw new FaultException(new Fault.Bug(
                "MR-0508",
                "record " + record.offset() + " of " + plan.inputs().get(input).topic()
                        + " was read once and cannot be read again: its serde or its event time depends on more than"
                        + " the record",
                error));
    }

    /** The record's place in event-time order. */
    OrderKey orderKey(Taken taken) throws Exception {
        InputPlan input = taken.input();
        Object body = taken.body();
        long tie = input.tieBreak() && body != null ? binding.tieBreak(input.index(), body) : 0;
        Origin origin = taken.origin();
        // Inputs of one priority follow in the order in which they are declared, never in that of arrival.
        int rank = input.priority() * INPUTS_MAX + input.index();
        return new OrderKey(taken.eventTime(), rank, tie, origin.partition(), origin.offset(), origin.path());
    }
}
