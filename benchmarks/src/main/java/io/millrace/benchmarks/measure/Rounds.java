package io.millrace.benchmarks.measure;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** In which order engines run. */
final class Rounds {

    private Rounds() {}

    /** A B, B A, A B: a machine that slows down over time is unfair to each of them equally often. */
    static <T> List<T> order(List<T> engines, int round) {
        List<T> order = new ArrayList<>(engines);
        if (round % 2 == 1) {
            Collections.reverse(order);
        }
        return order;
    }
}
