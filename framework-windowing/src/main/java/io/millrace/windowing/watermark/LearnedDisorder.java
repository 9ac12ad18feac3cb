package io.millrace.windowing.watermark;

import static io.millrace.windowing.watermark.Watermarks.NONE;

import io.millrace.model.EventTimeModel;
import io.millrace.state.codec.CodecException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;

/**
 * How far the events of one partition lie behind the highest time before them, learned from those that have come: so much
 * that a stated share of events is within it, and bounded both ways.
 *
 * <p>The distribution is a log-linear histogram (as HdrHistogram's): eight buckets for each power of two, so that what is
 * learned is too long by an eighth at most, never too short. Older events count less: all counts are halved whenever
 * {@link #memory()} more have come (exponential decay counted in events, as in Cormode, Shkapenyuk, Srivastava and Xu,
 * "Forward Decay", ICDE 2009, with steps). The event to come counts as later than all there were, so that nothing is
 * learned from fewer events than the share can be told from (Wilks, "Determination of Sample Sizes for Setting Tolerance
 * Limits", 1941): until then the upper bound holds.
 *
 * <p>Whole numbers only, and no clock: the same events in the same order give the same watermark on every machine. What was
 * learned is state of the task ({@link #encode}), so that a restart changes nothing. Used by one thread.
 */
public final class LearnedDisorder {
    private static final byte VERSION = 1;
    private static final int PPM = 1_000_000;
    private static final int SUB_BITS = 3;
    private static final int SUBS = 1 << SUB_BITS;

    /** So many of the remembered events are expected beyond the share: its error is then an eighth. */
    private static final int TAIL_EVENTS = 64;

    /** An event's weight; it can be halved eight times before it is forgotten. */
    private static final int WEIGHT = 1 << 8;

    private static final int ENTRY_BYTES = Short.BYTES + Integer.BYTES;

    private final int onTimePpm;
    private final long leastMs;
    private final long mostMs;

    /** Weight of events by lateness; the last bucket has all that are later than the upper bound. */
    private final int[] weights;

    private long total;
    private int bucket;
    private long upToBucket;
    private long highest = NONE;
    private boolean changed;

    /**
     * @param onTimePpm the share of events to be kept on time, in millionths
     * @param leastMs what is learned is never shorter
     * @param mostMs nor longer
     * @throws IllegalArgumentException if the share is not from {@link EventTimeModel#ON_TIME_PPM_MIN} to
     *     {@link EventTimeModel#ON_TIME_PPM_MAX}, or the bounds are not in order
     */
    public LearnedDisorder(int onTimePpm, long leastMs, long mostMs) {
        if (onTimePpm < EventTimeModel.ON_TIME_PPM_MIN
                || onTimePpm > EventTimeModel.ON_TIME_PPM_MAX
                || leastMs < 0
                || mostMs < leastMs) {
            throw new IllegalArgumentException("MR-0501 a disorder of " + leastMs + " to " + mostMs + " ms for "
                    + onTimePpm + " of a million events on time");
        }
        this.onTimePpm = onTimePpm;
        this.leastMs = leastMs;
        this.mostMs = mostMs;
        this.weights = new int[bucketOf(mostMs) + 2];
    }

    /** Sees an event, late ones too; tells the time before which no other is expected. */
    public long observe(long eventTime) {
        long lateness = highest == NONE ? 0 : Math.max(0, highest - eventTime);
        highest = Math.max(highest, eventTime);
        int seen = lateness > mostMs ? weights.length - 1 : bucketOf(lateness);
        weights[seen] += WEIGHT;
        total += WEIGHT;
        upToBucket += seen <= bucket ? WEIGHT : 0;
        forget();
        settle();
        changed = true;
        return highest - disorderMs();
    }

    /** How far an event may lie behind the highest one now without being late. */
    public long disorderMs() {
        if (needed() > total || bucket == weights.length - 1) {
            return mostMs;
        }
        return Math.max(leastMs, Math.min(mostMs, longestIn(bucket)));
    }

    /** When so many events have come, those before them count half. */
    public int memory() {
        return (int) ((long) TAIL_EVENTS * PPM / (PPM - onTimePpm));
    }

    private void forget() {
        while (total >= 2L * memory() * WEIGHT) {
            total = 0;
            for (int i = 0; i < weights.length; i++) {
                weights[i] /= 2;
                total += weights[i];
            }
            bucket = 0;
            upToBucket = weights[0];
        }
    }

    /** Finds the first bucket up to which the needed weight lies; it is near where it was. */
    private void settle() {
        long needed = needed();
        while (upToBucket < needed && bucket < weights.length - 1) {
            bucket++;
            upToBucket += weights[bucket];
        }
        while (bucket > 0 && upToBucket - weights[bucket] >= needed) {
            upToBucket -= weights[bucket];
            bucket--;
        }
    }

    /** The share of all that were seen, and of the one to come. */
    private long needed() {
        return ((total + WEIGHT) * onTimePpm + PPM - 1) / PPM;
    }

    private static int bucketOf(long ms) {
        if (ms < SUBS) {
            return (int) ms;
        }
        int power = Long.SIZE - 1 - Long.numberOfLeadingZeros(ms);
        int sub = (int) (ms >> power - SUB_BITS) & SUBS - 1;
        return (power - SUB_BITS + 1) * SUBS + sub;
    }

    private static long longestIn(int bucket) {
        if (bucket < SUBS) {
            return bucket;
        }
        int shift = bucket / SUBS - 1;
        return (SUBS + bucket % SUBS + 1L << shift) - 1;
    }

    /** Whether an event was seen since the last {@link #encode}. */
    public boolean changed() {
        return changed;
    }

    /** The state entry's bytes, six for each bucket in use; from then on nothing is {@link #changed}. */
    public byte[] encode() {
        int used = 0;
        for (int weight : weights) {
            used += weight > 0 ? 1 : 0;
        }
        ByteBuffer out = ByteBuffer.allocate(1 + Long.BYTES + used * ENTRY_BYTES);
        out.put(VERSION).putLong(highest);
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                out.putShort((short) i).putInt(weights[i]);
            }
        }
        changed = false;
        return out.array();
    }

    /**
     * Continues with what {@link #encode} wrote. It may have been learned with another share or other bounds.
     *
     * @throws CodecException with MR-0512 if the bytes are damaged or of a version not known here
     */
    public void restore(byte[] bytes) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        try {
            byte version = in.get();
            if (version != VERSION) {
                throw new CodecException("MR-0512 learned disorder of version " + version + ", known: " + VERSION);
            }
            highest = in.getLong();
            while (in.hasRemaining()) {
                int at = Math.min(Short.toUnsignedInt(in.getShort()), weights.length - 1);
                int weight = in.getInt();
                if (weight <= 0 || weight > Integer.MAX_VALUE - weights[at]) {
                    throw new CodecException("MR-0512 learned disorder with a weight of " + weight);
                }
                weights[at] += weight;
                total += weight;
            }
        } catch (BufferUnderflowException e) {
            throw new CodecException("MR-0512 learned disorder cut off after " + bytes.length + " bytes", e);
        }
        bucket = 0;
        upToBucket = weights[0];
        forget();
        settle();
        changed = false;
    }
}
