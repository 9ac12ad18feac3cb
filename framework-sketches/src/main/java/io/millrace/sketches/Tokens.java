package io.millrace.sketches;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Few hashes, each as a token of 32 bits: enough of it for the registers of any precision. They give way to registers when
 * they would take more room, so that the form depends on the set alone.
 *
 * @param sorted ascending, each once; nobody changes the array
 */
record Tokens(int precision, int[] sorted) implements Hashes {
    /** No hash has more leading zeros behind the 26 bits that a token keeps. */
    private static final int ZEROS_MAX = Long.SIZE - 26;

    private static final int ZEROS_MASK = 0x3f;

    static Tokens none(int precision) {
        return new Tokens(precision, new int[0]);
    }

    /** How many tokens take no more room than the registers. */
    private static int most(int precision) {
        return (1 << precision) / Integer.BYTES;
    }

    private static Hashes of(int precision, int[] sorted) {
        return sorted.length > most(precision) ? Registers.of(precision, sorted) : new Tokens(precision, sorted);
    }

    /**
     * What {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if these are no tokens, not in order, or too many
     */
    static Tokens read(int precision, byte[] bytes) {
        if (bytes.length % Integer.BYTES != 0 || bytes.length / Integer.BYTES > most(precision)) {
            throw new IllegalArgumentException(bytes.length + " bytes of tokens of a distinct count");
        }
        int[] sorted = new int[bytes.length / Integer.BYTES];
        ByteBuffer.wrap(bytes).asIntBuffer().get(sorted);
        for (int i = 0; i < sorted.length; i++) {
            if (i > 0 && sorted[i] <= sorted[i - 1] || (sorted[i] & ZEROS_MASK) > ZEROS_MAX) {
                throw new IllegalArgumentException("a damaged token of a distinct count");
            }
        }
        return new Tokens(precision, sorted);
    }

    @Override
    public Hashes with(int token) {
        int found = Arrays.binarySearch(sorted, token);
        if (found >= 0) {
            return this;
        }
        int at = -found - 1;
        int[] more = Arrays.copyOf(sorted, sorted.length + 1);
        System.arraycopy(sorted, at, more, at + 1, sorted.length - at);
        more[at] = token;
        return of(precision, more);
    }

    @Override
    public Hashes with(Hashes others) {
        if (!(others instanceof Tokens tokens)) {
            return others.with(this);
        }
        return of(
                precision,
                IntStream.concat(Arrays.stream(sorted), Arrays.stream(tokens.sorted))
                        .sorted()
                        .distinct()
                        .toArray());
    }

    @Override
    public Hashes at(int lower) {
        return of(lower, sorted);
    }

    @Override
    public byte[] toBytes() {
        ByteBuffer bytes = ByteBuffer.allocate(sorted.length * Integer.BYTES);
        bytes.asIntBuffer().put(sorted);
        return bytes.array();
    }

    /** So few that two of them hardly ever are one. */
    @Override
    public double estimate() {
        return sorted.length;
    }
}
