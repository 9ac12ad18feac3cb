package io.millrace.windowing.order;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The records of one task that wait for the watermark, in event-time order.
 *
 * <p>On the heap only: after a restart it is filled again from the committed offsets, which stay at
 * {@link #oldestOffset}. {@code add} and {@code poll} cost O(log n), amortised; the rest is O(1).
 *
 * @param <R> the waiting record
 */
public final class OrderBuffer<R> {
    private static final int SWEEP_MIN = 64;

    private static final class Waiting<R> implements Comparable<Waiting<R>> {
        final int input;
        final long offset;
        final OrderKey key;
        /** Null once released. */
        @Nullable
        R record;

        Waiting(int input, long offset, OrderKey key, R record) {
            this.input = input;
            this.offset = offset;
            this.key = key;
            this.record = record;
        }

        @Override
        public int compareTo(Waiting<R> other) {
            int order = key.compareTo(other.key);
            // Two topics of one priority can hold equal keys: even then it is not arrival that decides.
            order = order != 0 ? order : Integer.compare(input, other.input);
            return order != 0 ? order : Long.compare(offset, other.offset);
        }
    }

    private final PriorityQueue<Waiting<R>> byKey = new PriorityQueue<>();
    /** Per input by offset; the front waits, what was released behind it stays for a while. */
    private final List<ArrayDeque<Waiting<R>>> byOffset = new ArrayList<>();

    private final int[] waitingOf;

    public OrderBuffer(int inputs) {
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
        byKey.add(waiting);
        waitingOf[input]++;
    }

    /** The key of the record that comes next; null if none waits. */
    public @Nullable OrderKey firstKey() {
        Waiting<R> first = byKey.peek();
        return first == null ? null : first.key;
    }

    /** The record that comes next, which goes on waiting; null if none waits. */
    public @Nullable R first() {
        Waiting<R> first = byKey.peek();
        return first == null ? null : first.record;
    }

    /** Whether the watermark has passed the next record: nothing earlier can come any more. */
    public boolean firstBefore(long watermark) {
        Waiting<R> first = byKey.peek();
        return first != null && first.key.time() < watermark;
    }

    /**
     * Releases the next record.
     *
     * @throws NoSuchElementException if none waits
     */
    public R poll() {
        Waiting<R> first = byKey.remove();
        R record = Objects.requireNonNull(first.record);
        first.record = null;
        waitingOf[first.input]--;
        forgetReleased(first.input);
        return record;
    }

    private void forgetReleased(int input) {
        ArrayDeque<Waiting<R>> queue = byOffset.get(input);
        for (Waiting<R> front = queue.peekFirst(); front != null && front.record == null; front = queue.peekFirst()) {
            queue.removeFirst();
        }
        // One record far in the future would keep every later one's remains: sweep when half of the queue is gone.
        if (queue.size() > 2 * waitingOf[input] + SWEEP_MIN) {
            queue.removeIf(waiting -> waiting.record == null);
        }
    }

    public int size() {
        return byKey.size();
    }

    /** The lowest offset of that input that still waits, -1 if none does: what is committed must not be above it. */
    public long oldestOffset(int input) {
        Waiting<R> oldest = byOffset.get(input).peekFirst();
        return oldest == null ? -1 : oldest.offset;
    }

    /** Forgets everything, as a rollback demands. */
    public void clear() {
        byKey.clear();
        byOffset.forEach(ArrayDeque::clear);
        Arrays.fill(waitingOf, 0);
    }
}
