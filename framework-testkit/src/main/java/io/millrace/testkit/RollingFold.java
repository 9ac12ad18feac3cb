package io.millrace.testkit;

import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** A fold and, if there is one, its inverse. */
record RollingFold<E, A>(BiFunction<@Nullable A, E, A> fold, @Nullable BiFunction<A, E, @Nullable A> unfold) {
    @Nullable
    A of(List<E> elements) {
        A result = null;
        for (E element : elements) {
            result = fold.apply(result, element);
        }
        return result;
    }

    /** The same answer by way of the inverse: folds everything, takes out what has left. */
    void check(List<E> left, List<E> inside, @Nullable A expected) {
        if (unfold == null || inside.isEmpty()) {
            return;
        }
        A result = of(left);
        for (E element : inside) {
            result = fold.apply(result, element);
        }
        for (E element : left) {
            result = result == null ? null : unfold.apply(result, element);
        }
        if (!inside.isEmpty() && (result == null || !result.equals(expected))) {
            throw new AssertionError("unfold does not undo fold: folding " + inside + " gives " + expected
                    + ", but folding " + left + " as well and unfolding it again gives " + result);
        }
    }
}
