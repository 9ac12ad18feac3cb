package io.millrace.state;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A byte string as a hash key. One mutable instance serves as probe, so that looking up a known key allocates nothing;
 * the order lets a hash table stay fast when somebody sends keys that collide.
 */
class KeyBytes implements Comparable<KeyBytes> {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private byte[] bytes = {};
    private int hash;

    final void set(byte[] newBytes, int newHash) {
        bytes = newBytes;
        hash = newHash;
    }

    /**
     * Spreads what differs in few bits, as numbers in order do: with the sum of {@code Arrays.hashCode} 100,000 of them
     * fell into so few buckets that a third of all time went into walking them. (Fibonacci hashing, Knuth, TAOCP 6.4.)
     */
    static int hash(byte[] bytes) {
        long hash = bytes.length;
        int at = 0;
        for (; at + Long.BYTES <= bytes.length; at += Long.BYTES) {
            hash = mix(hash ^ (long) LONGS.get(bytes, at));
        }
        for (; at < bytes.length; at++) {
            hash = mix(hash ^ bytes[at]);
        }
        return (int) hash;
    }

    private static long mix(long hash) {
        long spread = hash * GOLDEN;
        return spread ^ spread >>> 32;
    }

    final byte[] bytes() {
        return bytes;
    }

    final boolean holds(byte[] other) {
        return Arrays.equals(bytes, other);
    }

    @Override
    public final int compareTo(KeyBytes other) {
        return Arrays.compareUnsigned(bytes, other.bytes);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return other instanceof KeyBytes key && hash == key.hash && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public final int hashCode() {
        return hash;
    }
}
