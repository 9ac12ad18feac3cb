package io.millrace.testkit;

import io.millrace.api.RollingState;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Keeps everything and folds anew for each answer: slow, and too simple to be wrong. */
final class RollingLog<E, A> implements RollingState<E, A> {
    /** An element at its time. */
    record At<E>(Instant time, E element) {}

    private final PerKey<List<RollingLog.At<E>>> logs;
    private final TestTime time;
    private final RollingFold<E, A> fold;
    private final Duration delay;
    private final Map<String, Duration> sizes = new LinkedHashMap<>();

    RollingLog(
            PerKey<List<RollingLog.At<E>>> logs,
            TestTime time,
            RollingFold<E, A> fold,
            Duration delay,
            String... sizes) {
        this.logs = logs;
        this.time = time;
        this.fold = fold;
        this.delay = delay;
        for (String size : sizes) {
            this.sizes.put(size, Sizes.parse(size));
        }
    }

    @Override
    public void add(E element) {
        List<At<E>> log = logs.orNew(ArrayList::new);
        int place = log.size();
        // Equal times stay in order of adding.
        while (place > 0 && log.get(place - 1).time().isAfter(time.event())) {
            place--;
        }
        log.add(place, new At<>(time.event(), element));
    }

    @Override
    public @Nullable A get(String size) {
        Duration length = sizes.get(size);
        if (length == null) {
            throw new IllegalArgumentException("no window of size " + size + ", only " + sizes.keySet());
        }
        Instant upTo = time.event().minus(delay);
        Instant after = upTo.minus(length);
        List<E> left = new ArrayList<>();
        List<E> inside = new ArrayList<>();
        for (At<E> at : logs.orElse(List.of())) {
            if (!at.time().isAfter(upTo)) {
                (at.time().isAfter(after) ? inside : left).add(at.element());
            }
        }
        A result = fold.of(inside);
        fold.check(left, inside, result);
        return result;
    }

    @Override
    public @Nullable A get() {
        if (sizes.size() != 1) {
            throw new IllegalArgumentException("say which of " + sizes.keySet());
        }
        return get(sizes.keySet().iterator().next());
    }
}
