package io.millrace.demo.truth;

import java.util.Arrays;

/** The twelve window features of one transaction. Immutable; equal when the id and all twelve values are equal. */
public final class Features {
    private final long id;
    private final long[] values;

    /** @param values one per {@link Feature}, in its order; copied */
    public Features(long id, long... values) {
        if (values.length != Feature.COUNT) {
            throw new IllegalArgumentException(Feature.COUNT + " values expected, got " + values.length);
        }
        this.id = id;
        this.values = values.clone();
    }

    /** The transaction's id. */
    public long id() {
        return id;
    }

    /** One feature: a count, or a sum in cents. */
    public long get(Feature feature) {
        return values[feature.ordinal()];
    }

    /** {@code id,c1n,...,t30f}: the line that is digested, without its line feed. */
    public StringBuilder appendLine(StringBuilder line) {
        line.append(id);
        for (long value : values) {
            line.append(',').append(value);
        }
        return line;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Features that && id == that.id && Arrays.equals(values, that.values);
    }

    @Override
    public int hashCode() {
        return 31 * Long.hashCode(id) + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return appendLine(new StringBuilder()).toString();
    }
}
