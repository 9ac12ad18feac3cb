package io.millrace.demo.truth;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The twelve window features of a transaction, in the order of the published digest lines. C: the customer's
 * transactions, N their count, S their sum in cents; T: the terminal's, N their count, F how many were frauds; the
 * number is the window's length in days.
 */
public enum Feature {
    C1N,
    C1S,
    C7N,
    C7S,
    C30N,
    C30S,
    T1N,
    T1F,
    T7N,
    T7F,
    T30N,
    T30F;

    /** All features in digest order. */
    public static final List<Feature> ALL = List.of(values());

    /** How many there are. */
    public static final int COUNT = ALL.size();

    /** {@code c1n,c1s,...,t30f}: the columns of every file that holds features. */
    public static final String COLUMNS =
            Arrays.stream(values()).map(Feature::column).collect(Collectors.joining(","));

    private final String column = name().toLowerCase(Locale.ROOT);

    /** The name in files and messages, such as {@code c30n}. */
    public String column() {
        return column;
    }
}
