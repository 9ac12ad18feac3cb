package io.millrace.state;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The name of an entry in changelog and store: store id (4 bytes, big-endian), length of the Kafka key (unsigned varint),
 * Kafka key, entry key.
 *
 * <p>The length makes it prefix-free: all entries of one Kafka key in one store are one range, and the Kafka key can
 * always be told from the bytes, so that state can be partitioned anew.
 *
 * @param store {@link StoreSpec#id()}
 * @param entryKey empty for single-valued stores
 */
public record EntryKey(int store, byte[] key, byte[] entryKey) {
    private static final byte[] EMPTY = {};

    /** The bytes of an entry. */
    public static byte[] encode(int store, byte[] key, byte[] entryKey) {
        byte[] bytes = new byte[Integer.BYTES + Varint.size(key.length) + key.length + entryKey.length];
        int at = write(bytes, 0, store, key);
        System.arraycopy(entryKey, 0, bytes, at, entryKey.length);
        return bytes;
    }

    /** What all entries of the key in the store begin with, and nothing else does. */
    public static byte[] prefix(int store, byte[] key) {
        return encode(store, key, EMPTY);
    }

    /** The first of all byte strings behind those with the prefix, which must hold a byte other than 0xff. */
    public static byte[] after(byte[] prefix) {
        int end = prefix.length;
        while (prefix[end - 1] == (byte) 0xff) {
            end--;
        }
        byte[] after = Arrays.copyOf(prefix, end);
        after[end - 1]++;
        return after;
    }

    /**
     * Takes the bytes apart again.
     *
     * @throws StoreException (corrupt) if they are no entry's name
     */
    public static EntryKey parse(byte[] entry) {
        return parse(entry, 0);
    }

    /** The store id that an entry's name begins with. */
    static int storeOf(byte[] entry) {
        if (entry.length <= Integer.BYTES) {
            throw damaged(entry);
        }
        return ByteBuffer.wrap(entry).getInt();
    }

    static EntryKey parse(byte[] bytes, int from) {
        ByteBuffer in = ByteBuffer.wrap(bytes, from, bytes.length - from);
        if (in.remaining() <= Integer.BYTES) {
            throw damaged(bytes);
        }
        int store = in.getInt();
        int length = Varint.read(in);
        if (length < 0 || length > in.remaining()) {
            throw damaged(bytes);
        }
        byte[] key = new byte[length];
        in.get(key);
        byte[] entryKey = in.hasRemaining() ? new byte[in.remaining()] : EMPTY;
        in.get(entryKey);
        return new EntryKey(store, key, entryKey);
    }

    private static int write(byte[] to, int at, int store, byte[] key) {
        ByteBuffer out = ByteBuffer.wrap(to, at, to.length - at).putInt(store);
        Varint.write(out, key.length);
        out.put(key);
        return out.position();
    }

    private static StoreException damaged(byte[] bytes) {
        return new StoreException(
                "MR-0402 a state row of " + bytes.length
                        + " bytes has no readable entry key; the store must be rebuilt from its changelog",
                true,
                null);
    }
}
