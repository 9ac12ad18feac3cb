package io.millrace.windowing.order;

import io.millrace.state.SpillArea;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.PriorityQueue;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The records of one task that wait for the watermark, in event-time order.
 *
 * <p>Nothing of it outlives the task: after a restart it is filled again from the committed offsets, which stay at
 * {@link #oldestOffset}. {@code add} and {@code poll} cost O(log n), amortised; the rest is O(1).
 *
 * <p>Places are kept on the heap, records up to a bound. Beyond it the later half of them goes to disk, in one go, and
 * comes back in runs when its time has come. So what is due soon stays where it is, and an order that fits on the heap
 * costs no more than counting its bytes.
 *
 * @param <R> the waiting record
 */
public final class OrderBuffer<R> {
    private static final int SWEEP_MIN = 64;
    private static final long WRITE_BYTES = 1 << 20;
    private static final long READ_BYTES_MAX = 256 << 10;
    private static final int READS_PER_HEAP = 8;

    private static final class Waiting<R> implements Comparable<Waiting<R>> {
        final short input;
        boolean released;
        final long offset;
        final OrderKey key;
        /** Null while it is on disk, and once released. */
        @Nullable
        R record;

        Waiting(int input, long offset, OrderKey key, R record) {
            this.input = (short) input;
            this.offset = offset;
            this.key = key;
            this.record = record;
        }

        /** As {@link OrderKey#compareTo}, and so that bytes have the same order, see {@link #diskKey}. */
        @Override
        public int compareTo(Waiting<R> other) {
            int order = key.compareTo(other.key);
            // Two topics of one priority can hold equal keys: even then it is not arrival that decides.
            order = order != 0 ? order : Integer.compare(input, other.input);
            return order != 0 ? order : Long.compare(offset, other.offset);
        }

        byte[] diskKey() {
            ByteBuffer bytes = ByteBuffer.allocate(OrderKey.BYTES + Short.BYTES + Long.BYTES);
            key.writeSorted(bytes);
            return bytes.putShort(input).putLong(offset).array();
        }

        R record() {
            R present = record;
            if (present == null) {
                throw new IllegalStateException("the record is not on the heap");
            }
            return present;
        }
    }

    private final Payloads<R> payloads;
    private final SpillArea disk;
    private final LongSupplier heapBytesMax;
    private final PriorityQueue<Waiting<R>> onHeap = new PriorityQueue<>();
    private final PriorityQueue<Waiting<R>> onDisk = new PriorityQueue<>();
    private long heapBytes;
    /** Per input by offset; the front waits, what was released behind it stays for a while. */
    private final List<ArrayDeque<Waiting<R>>> byOffset = new ArrayList<>();

    private final int[] waitingOf;

    /**
     * @param disk used by nobody else; to be emptied by {@link #clear} if it may not be empty
     * @param heapBytesMax of all records, asked with each one added: it may change
     */
    public OrderBuffer(int inputs, Payloads<R> payloads, SpillArea disk, LongSupplier heapBytesMax) {
        this.payloads = payloads;
        this.disk = disk;
        this.heapBytesMax = heapBytesMax;
        waitingOf = new int[inputs];
        for (int input = 0; input < inputs; input++) {
            byOffset.add(new ArrayDeque<>());
        }
    }

    /**
     * Lets a record wait.
     *
     * @throws IllegalStateException if its offset is not above that of every record of the input still waiting: then
     *     {@link #oldestOffset} would be wrong, and records lost
     */
    public void add(int input, long offset, OrderKey key, R record) {
        ArrayDeque<Waiting<R>> queue = byOffset.get(input);
        Waiting<R> last = queue.peekLast();
        if (last != null && last.offset >= offset) {
            throw new IllegalStateException("MR-0506 input " + input + ": offset " + offset + " after " + last.offset);
        }
        Waiting<R> waiting = new Waiting<>(input, offset, key, record);
        queue.addLast(waiting);
        onHeap.add(waiting);
        waitingOf[input]++;
        heapBytes += payloads.heapBytes(record);
        if (heapBytes > heapBytesMax.getAsLong()) {
            spillLaterHalf();
        }
    }

    private void spillLaterHalf() {
        List<Waiting<R>> inOrder = new ArrayList<>(onHeap);
        inOrder.sort(null);
        int kept = inOrder.size();
        long keptBytes = heapBytes;
        while (kept > 1 && keptBytes > heapBytes / 2) {
            keptBytes -= payloads.heapBytes(inOrder.get(--kept).record());
        }
        List<Waiting<R>> later = inOrder.subList(kept, inOrder.size());
        write(later);
        onDisk.addAll(later);
        onHeap.clear();
        onHeap.addAll(inOrder.subList(0, kept));
        heapBytes = keptBytes;
    }

    private void write(List<Waiting<R>> later) {
        List<SpillArea.Row> rows = new ArrayList<>();
        long bytes = 0;
        for (Waiting<R> waiting : later) {
            byte[] payload = payloads.write(waiting.record());
            waiting.record = null;
            rows.add(new SpillArea.Row(waiting.diskKey(), payload));
            bytes += payload.length;
            if (bytes >= WRITE_BYTES) {
                disk.put(rows);
                rows = new ArrayList<>();
                bytes = 0;
            }
        }
        if (!rows.isEmpty()) {
            disk.put(rows);
        }
    }

    /** Brings back what comes next, with a run of what follows it there. */
    private void fetch(Waiting<R> first) {
        long bytesMax = Math.min(READ_BYTES_MAX, heapBytesMax.getAsLong() / READS_PER_HEAP);
        for (SpillArea.Row row : disk.take(first.diskKey(), bytesMax)) {
            Waiting<R> waiting = onDisk.remove();
            if (!Arrays.equals(row.key(), waiting.diskKey())) {
                throw new IllegalStateException("MR-0507 spilled records and their places do not fit");
            }
            R record = payloads.read(waiting.input, row.value());
            waiting.record = record;
            heapBytes += payloads.heapBytes(record);
            onHeap.add(waiting);
        }
    }

    private @Nullable Waiting<R> next() {
        Waiting<R> held = onHeap.peek();
        Waiting<R> spilled = onDisk.peek();
        return spilled == null || held != null && held.compareTo(spilled) < 0 ? held : spilled;
    }

    /** The key of the record that comes next; null if none waits. */
    public @Nullable OrderKey firstKey() {
        Waiting<R> first = next();
        return first == null ? null : first.key;
    }

    /** The record that comes next, which goes on waiting; null if none waits. */
    public @Nullable R first() {
        Waiting<R> first = next();
        if (first == null) {
            return null;
        }
        if (first.record == null) {
            fetch(first);
        }
        return first.record();
    }

    /** Whether the watermark has passed the next record: nothing earlier can come any more. */
    public boolean firstBefore(long watermark) {
        Waiting<R> first = next();
        return first != null && first.key.time() < watermark;
    }

    /**
     * Releases the next record.
     *
     * @throws NoSuchElementException if none waits
     */
    public R poll() {
        R record = first();
        if (record == null) {
            throw new NoSuchElementException();
        }
        Waiting<R> first = onHeap.remove();
        heapBytes -= payloads.heapBytes(record);
        first.record = null;
        first.released = true;
        waitingOf[first.input]--;
        forgetReleased(first.input);
        return record;
    }

    private void forgetReleased(int input) {
        ArrayDeque<Waiting<R>> queue = byOffset.get(input);
        for (Waiting<R> front = queue.peekFirst(); front != null && front.released; front = queue.peekFirst()) {
            queue.removeFirst();
        }
        // One record far in the future would keep every later one's remains: sweep when half of the queue is gone.
        if (queue.size() > 2 * waitingOf[input] + SWEEP_MIN) {
            queue.removeIf(waiting -> waiting.released);
        }
    }

    public int size() {
        return onHeap.size() + onDisk.size();
    }

    /** The lowest offset of that input that still waits, -1 if none does: what is committed must not be above it. */
    public long oldestOffset(int input) {
        Waiting<R> oldest = byOffset.get(input).peekFirst();
        return oldest == null ? -1 : oldest.offset;
    }

    /** Forgets everything, as a rollback demands, and empties the disk. */
    public void clear() {
        onHeap.clear();
        onDisk.clear();
        disk.clear();
        heapBytes = 0;
        byOffset.forEach(ArrayDeque::clear);
        Arrays.fill(waitingOf, 0);
    }
}
