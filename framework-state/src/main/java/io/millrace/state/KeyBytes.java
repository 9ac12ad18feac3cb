package io.millrace.state;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A byte string as a hash key. One mutable instance serves as probe, so that looking up a known key allocates nothing;
 * the order lets a hash table stay fast when somebody sends keys that collide.
 */
class KeyBytes implements Comparable<KeyBytes> {
    private byte[] bytes = {};
    private int hash;

    final void set(byte[] newBytes, int newHash) {
        bytes = newBytes;
        hash = newHash;
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
