package io.millrace.sketches;

import io.millrace.api.Mergeable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** One sketch of test data, made in several ways. */
record Parts<E, A extends Mergeable<A>>(A none, BiFunction<@Nullable A, E, A> add, List<E> elements) {
    A all() {
        return of(elements);
    }

    private A of(List<E> some) {
        A soFar = none;
        for (E element : some) {
            soFar = add.apply(soFar, element);
        }
        return soFar;
    }

    /** Shuffled, cut into three, and merged from the left, from the right, or the other way round. */
    A merged(Random random) {
        List<E> other = new ArrayList<>(elements);
        Collections.shuffle(other, random);
        int first = random.nextInt(other.size() + 1);
        int second = first + random.nextInt(other.size() - first + 1);
        A one = of(other.subList(0, first));
        A two = of(other.subList(first, second));
        A three = of(other.subList(second, other.size()));
        return switch (random.nextInt(3)) {
            case 0 -> one.merge(two).merge(three);
            case 1 -> one.merge(two.merge(three));
            default -> three.merge(two).merge(one);
        };
    }
}
