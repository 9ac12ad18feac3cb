package io.millrace.sketches;

import com.dynatrace.hash4j.distinctcount.UltraLogLog;
import com.dynatrace.hash4j.hashing.Hasher64;
import com.dynatrace.hash4j.hashing.Hashing;
import io.millrace.api.Mergeable;
import io.millrace.api.Packed;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * About how many different elements there were. Up to 2<sup>precision - 2</sup> each is remembered, so that the answer is
 * exact but for one in a hundred cases; of more the standard error is 0.76 / sqrt(2<sup>precision</sup>), in at most
 * 2<sup>precision</sup> bytes and 3. Immutable.
 *
 * <p>Elements go by their XXH3 hash of 64 bits: of a text's UTF-16 code units, of eight bytes of a long, of a byte string. A
 * text and a number are different elements even if they read alike. Nothing can be taken out again: a rolling window is
 * folded again from its elements.
 *
 * <p>The sketch is UltraLogLog (Ertl, PVLDB 17, 2024, of the hash4j library).
 */
public final class DistinctCount implements Mergeable<DistinctCount>, Packed {
    /** A standard error of 1.2 % in 4 KiB, exact up to 1,024. */
    public static final int PRECISION_DEFAULT = 12;

    private static final int PRECISION_MIN = 6;
    private static final int PRECISION_MAX = 18;

    private static final byte VERSION = 1;
    private static final byte TOKENS = 0;
    private static final byte REGISTERS = 1;
    private static final int HEADER_BYTES = 3;

    private static final Hasher64 HASHER = Hashing.xxh3_64();

    private final int precision;
    private final Hashes hashes;

    private DistinctCount(int precision, Hashes hashes) {
        this.precision = precision;
        this.hashes = hashes;
    }

    /**
     * With nothing in it yet: what to give to {@code add} instead of null where another precision is wanted.
     *
     * @param precision 6 (9.5 % in 64 bytes) to 18 (0.15 % in 256 KiB)
     * @throws IllegalArgumentException if it lies beyond
     */
    public static DistinctCount withPrecision(int precision) {
        if (precision < PRECISION_MIN || precision > PRECISION_MAX) {
            throw new IllegalArgumentException(
                    "a distinct count of precision " + precision + ": use " + PRECISION_MIN + " to " + PRECISION_MAX);
        }
        return new DistinctCount(precision, Tokens.none(precision));
    }

    /** With that text. */
    public static DistinctCount add(@Nullable DistinctCount soFar, CharSequence element) {
        return withHash(soFar, HASHER.hashCharsToLong(element));
    }

    /** With that number. */
    public static DistinctCount add(@Nullable DistinctCount soFar, long element) {
        return withHash(soFar, HASHER.hashToLong(element, (value, sink) -> sink.putLong(value)));
    }

    public static DistinctCount add(@Nullable DistinctCount soFar, UUID element) {
        return withHash(
                soFar, HASHER.hashLongLongToLong(element.getMostSignificantBits(), element.getLeastSignificantBits()));
    }

    /** With that byte string; equal content is the same element. */
    public static DistinctCount add(@Nullable DistinctCount soFar, byte[] element) {
        return withHash(soFar, HASHER.hashBytesToLong(element));
    }

    private static DistinctCount withHash(@Nullable DistinctCount soFar, long hash) {
        DistinctCount count = soFar == null ? withPrecision(PRECISION_DEFAULT) : soFar;
        return count.with(count.hashes.with(UltraLogLog.computeToken(hash)));
    }

    private DistinctCount with(Hashes others) {
        return others == hashes ? this : new DistinctCount(precision, others);
    }

    /** What either has seen, at the lower of their precisions. Associative, commutative; what is in both counts once. */
    @Override
    public DistinctCount merge(DistinctCount later) {
        int both = Math.min(precision, later.precision);
        return new DistinctCount(both, hashes.at(both).with(later.hashes.at(both)));
    }

    /** About how many different elements there were. */
    public long estimate() {
        return Math.round(hashes.estimate());
    }

    @Override
    public byte[] toBytes() {
        byte[] content = hashes.toBytes();
        return ByteBuffer.allocate(HEADER_BYTES + content.length)
                .put(VERSION)
                .put((byte) precision)
                .put(hashes instanceof Tokens ? TOKENS : REGISTERS)
                .put(content)
                .array();
    }

    /**
     * What {@link #toBytes} wrote.
     *
     * @throws IllegalArgumentException if it did not
     */
    public static DistinctCount fromBytes(byte[] bytes) {
        if (bytes.length < HEADER_BYTES || bytes[0] != VERSION) {
            throw new IllegalArgumentException("no distinct count of version " + VERSION);
        }
        DistinctCount none = withPrecision(bytes[1]);
        byte[] content = Arrays.copyOfRange(bytes, HEADER_BYTES, bytes.length);
        return none.with(
                switch (bytes[2]) {
                    case TOKENS -> Tokens.read(none.precision, content);
                    case REGISTERS -> Registers.read(none.precision, content);
                    default -> throw new IllegalArgumentException("a distinct count of form " + bytes[2]);
                });
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || other instanceof DistinctCount count && Arrays.equals(toBytes(), count.toBytes());
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(toBytes());
    }

    @Override
    public String toString() {
        return "DistinctCount[about " + estimate() + "]";
    }
}
