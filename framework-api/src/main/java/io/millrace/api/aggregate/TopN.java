package io.millrace.api.aggregate;

import io.millrace.api.Immutable;
import io.millrace.api.Mergeable;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The greatest n by their own order. Of several that are neither less nor greater than each other the earlier stands
 * first and stays; equal elements count once each. So the result does not depend on the order of calls where
 * {@code compareTo} is 0 for equal elements only.
 *
 * @param limit n: how many are kept, 1 or more
 * @param items the greatest first; at least one, at most the limit
 */
@Immutable
public record TopN<T extends Comparable<? super T>>(int limit, List<T> items) implements Mergeable<TopN<T>> {
    /**
     * @throws IllegalArgumentException if there is no item, or there are more than the limit
     */
    public TopN {
        items = List.copyOf(items);
        if (items.isEmpty() || items.size() > limit) {
            throw new IllegalArgumentException(items.size() + " items of a top " + limit + ": keep 1 to " + limit);
        }
    }

    /**
     * With one more element.
     *
     * @param limit how many are kept; counts with the first element, later ones go by the limit that is kept with them
     */
    public static <T extends Comparable<? super T>> TopN<T> add(@Nullable TopN<T> soFar, int limit, T element) {
        TopN<T> one = new TopN<>(soFar == null ? limit : soFar.limit, List.of(element));
        return soFar == null ? one : soFar.full() && soFar.isAbove(element) ? soFar : soFar.merge(one);
    }

    private boolean full() {
        return items.size() == limit;
    }

    /** Whether all items come before the element. */
    private boolean isAbove(T element) {
        return items.get(items.size() - 1).compareTo(element) >= 0;
    }

    /**
     * Without an element that was added, the first of its equals.
     *
     * @return null if none is left, or if one would have to move up that is not kept
     */
    public @Nullable TopN<T> minus(T element) {
        if (full()) {
            return items.get(items.size() - 1).compareTo(element) > 0 ? this : null;
        }
        List<T> left = new ArrayList<>(items);
        return left.remove(element) && !left.isEmpty() ? new TopN<>(limit, left) : null;
    }

    /** Of two limits the smaller one holds: below it nothing is known of one of the two. */
    @Override
    public TopN<T> merge(TopN<T> later) {
        int both = Math.min(limit, later.limit);
        int size = Math.min(both, items.size() + later.items.size());
        List<T> merged = new ArrayList<>(size);
        for (int mine = 0, its = 0; merged.size() < size; ) {
            boolean next = its == later.items.size()
                    || mine < items.size() && items.get(mine).compareTo(later.items.get(its)) >= 0;
            merged.add(next ? items.get(mine++) : later.items.get(its++));
        }
        return new TopN<>(both, merged);
    }
}
