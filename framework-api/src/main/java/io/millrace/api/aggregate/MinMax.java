package io.millrace.api.aggregate;

import io.millrace.api.Mergeable;
import org.jspecify.annotations.Nullable;

/**
 * The least and the greatest of what can be compared: numbers, instants, texts, records of your own. Of several that are
 * neither less nor greater than each other it keeps the first.
 */
public record MinMax<T extends Comparable<? super T>>(T min, T max) implements Mergeable<MinMax<T>> {
    /**
     * @throws IllegalArgumentException if the minimum is greater than the maximum
     */
    public MinMax {
        if (min.compareTo(max) > 0) {
            throw new IllegalArgumentException("a minimum above the maximum");
        }
    }

    /** With one more element. */
    public static <T extends Comparable<? super T>> MinMax<T> add(@Nullable MinMax<T> soFar, T element) {
        if (soFar == null) {
            return new MinMax<>(element, element);
        }
        boolean within = soFar.min.compareTo(element) <= 0 && soFar.max.compareTo(element) >= 0;
        return within ? soFar : soFar.merge(new MinMax<>(element, element));
    }

    /**
     * Without an element that was added.
     *
     * @return null if it is an extreme: then the next one is not known
     */
    public @Nullable MinMax<T> minus(T element) {
        return min.compareTo(element) < 0 && max.compareTo(element) > 0 ? this : null;
    }

    @Override
    public MinMax<T> merge(MinMax<T> later) {
        return new MinMax<>(
                min.compareTo(later.min) <= 0 ? min : later.min, max.compareTo(later.max) >= 0 ? max : later.max);
    }
}
