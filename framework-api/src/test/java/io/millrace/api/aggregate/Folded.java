package io.millrace.api.aggregate;

import io.millrace.api.Mergeable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.function.BiFunction;

/** An aggregate of test data, made in several ways. */
record Folded<E, A extends Mergeable<A>>(BiFunction<A, E, A> add, List<E> elements) {
    A all() {
        return of(elements);
    }

    private A of(List<E> some) {
        A soFar = null;
        for (E element : some) {
            soFar = add.apply(soFar, element);
        }
        return soFar;
    }

    /** Three runs of the elements, merged from the left or from the right. */
    A parts(Random random, boolean fromTheLeft) {
        int first = 1 + random.nextInt(elements.size() - 2);
        int second = first + 1 + random.nextInt(elements.size() - first - 1);
        A one = of(elements.subList(0, first));
        A two = of(elements.subList(first, second));
        A three = of(elements.subList(second, elements.size()));
        return fromTheLeft ? one.merge(two).merge(three) : one.merge(two.merge(three));
    }

    Folded<E, A> shuffled(Random random) {
        List<E> other = new ArrayList<>(elements);
        Collections.shuffle(other, random);
        return new Folded<>(add, other);
    }

    Folded<E, A> withoutFirst() {
        return new Folded<>(add, elements.subList(1, elements.size()));
    }
}
