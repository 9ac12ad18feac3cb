package io.millrace.testkit;

import io.millrace.api.DoubleState;
import io.millrace.api.EventTimer;
import io.millrace.api.EventTimers;
import io.millrace.api.ListState;
import io.millrace.api.LongState;
import io.millrace.api.MapState;
import io.millrace.api.ProcessingTimer;
import io.millrace.api.ProcessingTimers;
import io.millrace.api.RollingState;
import io.millrace.api.ValueState;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Handles that share one current key and one time, as the handles of one handler do.
 *
 * <pre>{@code
 * KeyedStates states = States.keyed();
 * LongState score = states.longValue();
 * states.key("alice").at("2026-03-01T12:00:00Z");
 * score.add(5);
 * states.key("bob");
 * assert score.get() == 0;
 * }</pre>
 *
 * <p>Not thread-safe. Values are kept as they are, without a codec. A time to live ends by {@link TestTime#event}.
 */
public final class KeyedStates {
    private final TestTime time;
    private Object key = "";

    KeyedStates(TestTime time) {
        this.time = time;
    }

    /** Selects the key that all handles made here are about; any object with {@code equals}. */
    public KeyedStates key(Object current) {
        key = current;
        return this;
    }

    /** Sets the event time of the current call. */
    public KeyedStates at(Instant eventTime) {
        time.at(eventTime);
        return this;
    }

    /** As {@link #at(Instant)}, in ISO form. */
    public KeyedStates at(String eventTime) {
        time.at(eventTime);
        return this;
    }

    /** The time that these handles see. */
    public TestTime time() {
        return time;
    }

    Object key() {
        return key;
    }

    /** A value, unset. */
    public <T> ValueState<T> value() {
        return new Values<>(new PerKey<>(this));
    }

    /** A value that lives so long after its last write, such as {@code "7d"}. */
    public <T> ValueState<T> value(String ttl) {
        return new Values<>(new PerKey<>(this, Life.of(time, ttl)));
    }

    /** A number, 0. */
    public LongState longValue() {
        return new Longs(new PerKey<>(this));
    }

    /** A number that is 0 again so long after its last write. */
    public LongState longValue(String ttl) {
        return new Longs(new PerKey<>(this, Life.of(time, ttl)));
    }

    /** A floating-point number, 0. */
    public DoubleState doubleValue() {
        return new Doubles(new PerKey<>(this));
    }

    /** A floating-point number that is 0 again so long after its last write. */
    public DoubleState doubleValue(String ttl) {
        return new Doubles(new PerKey<>(this, Life.of(time, ttl)));
    }

    /** An empty list without limit. */
    public <T> ListState<T> list() {
        return list(0);
    }

    /** An empty list that keeps so many of the newest elements; 0: all. */
    public <T> ListState<T> list(int maxEntries) {
        return new Lists<>(new PerKey<>(this), Life.forever(time), maxEntries);
    }

    /** As {@link #list(int)}; each element lives so long after it was added. */
    public <T> ListState<T> list(String ttl, int maxEntries) {
        return new Lists<>(new PerKey<>(this), Life.of(time, ttl), maxEntries);
    }

    /** An empty map, iterated in the natural order of its keys, or of insertion if they have none. */
    public <K, V> MapState<K, V> map() {
        return new Maps<>(new PerKey<>(this), Life.forever(time), 0);
    }

    /** As {@link #map()}, with so many of the latest written entries; 0: all. */
    public <K, V> MapState<K, V> map(int maxEntries) {
        return new Maps<>(new PerKey<>(this), Life.forever(time), maxEntries);
    }

    /** As {@link #map(int)}; each entry lives so long after it was last written. */
    public <K, V> MapState<K, V> map(String ttl, int maxEntries) {
        return new Maps<>(new PerKey<>(this), Life.of(time, ttl), maxEntries);
    }

    /** Rolling windows by a fold. */
    public <E, A> RollingState<E, A> rolling(BiFunction<@Nullable A, E, A> fold, String... sizes) {
        return rolling(fold, null, Duration.ZERO, sizes);
    }

    /**
     * Rolling windows by a fold whose inverse is checked on the way: each answer is computed both by folding what is in
     * the window, and by folding all and unfolding what has left; a difference is an {@link AssertionError}.
     */
    public <E, A> RollingState<E, A> rolling(
            BiFunction<@Nullable A, E, A> fold, BiFunction<A, E, @Nullable A> unfold, String... sizes) {
        return rolling(fold, unfold, Duration.ZERO, sizes);
    }

    /** Rolling windows that end {@code delay} before the current record. */
    public <E, A> RollingState<E, A> rolling(
            BiFunction<@Nullable A, E, A> fold,
            @Nullable BiFunction<A, E, @Nullable A> unfold,
            Duration delay,
            String... sizes) {
        return new RollingLog<>(new PerKey<>(this), time, new RollingFold<>(fold, unfold), delay, sizes);
    }

    /** A timer in event time; {@link EventTimer#due} tells what was set. Nothing fires by itself. */
    public EventTimer eventTimer() {
        return new Timer(timers(), time::event);
    }

    /** A timer by {@link TestTime#wall}; nothing fires by itself. */
    public ProcessingTimer processingTimer() {
        return new Timer(timers(), time::wall);
    }

    /** Event timers with ids. */
    public <I> EventTimers<I> eventTimers() {
        return new TimersById<>(this.<I>timers(), time::event);
    }

    /** Processing timers with ids. */
    public <I> ProcessingTimers<I> processingTimers() {
        return new TimersById<>(this.<I>timers(), time::wall);
    }

    /** An output that remembers what was sent, for all keys. */
    public <V> TestOut<V> out() {
        return new TestOut<>(this);
    }

    /** An output with its own keys that remembers what was sent. */
    public <K, V> TestKeyedOut<K, V> keyedOut() {
        return new TestKeyedOut<>(time);
    }

    private <I> PerKey<Map<I, Instant>> timers() {
        return new PerKey<>(this);
    }
}
