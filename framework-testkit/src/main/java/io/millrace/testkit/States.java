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
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Handles in plain Java, each about one key, so that a handler is tested with {@code new}:
 *
 * <pre>{@code
 * TestOut<Alert> alerts = States.out();
 * new FraudDetector(States.longValue(), States.value(), alerts).on("alice", payment);
 * assertThat(alerts.sent()).hasSize(1);
 * }</pre>
 *
 * <p>Handles that know time take a {@link TestTime}. With several keys, use {@link #keyed}.
 */
public final class States {
    private States() {}

    /** Handles that share one current key, which can be switched, and one time. */
    public static KeyedStates keyed() {
        return new KeyedStates(new TestTime());
    }

    public static <T> ValueState<T> value() {
        return keyed().value();
    }

    public static LongState longValue() {
        return keyed().longValue();
    }

    public static DoubleState doubleValue() {
        return keyed().doubleValue();
    }

    public static <T> ListState<T> list() {
        return keyed().list();
    }

    /** A list that keeps so many of the newest elements. */
    public static <T> ListState<T> list(int maxEntries) {
        return keyed().list(maxEntries);
    }

    public static <K, V> MapState<K, V> map() {
        return keyed().map();
    }

    /** A map that keeps so many of the latest written entries. */
    public static <K, V> MapState<K, V> map(int maxEntries) {
        return keyed().map(maxEntries);
    }

    /** A value that lives so long after its last write, such as {@code "7d"}, by the event time of {@code time}. */
    public static <T> ValueState<T> value(TestTime time, String ttl) {
        return new KeyedStates(time).value(ttl);
    }

    /** As {@link KeyedStates#longValue(String)}. */
    public static LongState longValue(TestTime time, String ttl) {
        return new KeyedStates(time).longValue(ttl);
    }

    /** As {@link KeyedStates#doubleValue(String)}. */
    public static DoubleState doubleValue(TestTime time, String ttl) {
        return new KeyedStates(time).doubleValue(ttl);
    }

    /** As {@link KeyedStates#list(String, int)}. */
    public static <T> ListState<T> list(TestTime time, String ttl, int maxEntries) {
        return new KeyedStates(time).list(ttl, maxEntries);
    }

    /** As {@link KeyedStates#map(String, int)}. */
    public static <K, V> MapState<K, V> map(TestTime time, String ttl, int maxEntries) {
        return new KeyedStates(time).map(ttl, maxEntries);
    }

    /** As {@link KeyedStates#rolling(BiFunction, String...)}. */
    public static <E, A> RollingState<E, A> rolling(
            TestTime time, BiFunction<@Nullable A, E, A> fold, String... sizes) {
        return new KeyedStates(time).rolling(fold, sizes);
    }

    /** As {@link KeyedStates#rolling(BiFunction, BiFunction, String...)}. */
    public static <E, A> RollingState<E, A> rolling(
            TestTime time, BiFunction<@Nullable A, E, A> fold, BiFunction<A, E, @Nullable A> unfold, String... sizes) {
        return new KeyedStates(time).rolling(fold, unfold, sizes);
    }

    public static EventTimer eventTimer(TestTime time) {
        return new KeyedStates(time).eventTimer();
    }

    public static <I> EventTimers<I> eventTimers(TestTime time) {
        return new KeyedStates(time).eventTimers();
    }

    public static ProcessingTimer processingTimer(TestTime time) {
        return new KeyedStates(time).processingTimer();
    }

    public static <I> ProcessingTimers<I> processingTimers(TestTime time) {
        return new KeyedStates(time).processingTimers();
    }

    public static <V> TestOut<V> out() {
        return keyed().out();
    }

    public static <K, V> TestKeyedOut<K, V> keyedOut() {
        return keyed().keyedOut();
    }
}
