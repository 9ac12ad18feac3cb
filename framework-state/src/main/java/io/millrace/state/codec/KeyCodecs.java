package io.millrace.state.codec;

import io.millrace.spi.TypeRef;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The codecs of map keys. */
public final class KeyCodecs {
    private static final Map<Class<?>, Ordered<?>> ALL = List.<Ordered<?>>of(
                    new Ordered<>(Long.class, KeyCodecs::writeLong, KeyCodecs::readLong),
                    new Ordered<>(Integer.class, KeyCodecs::writeInt, KeyCodecs::readInt),
                    new Ordered<>(Boolean.class, (out, key) -> out.writeByte(key ? 1 : 0), in -> in.readByte() != 0),
                    new Ordered<>(Double.class, KeyCodecs::writeDouble, KeyCodecs::readDouble),
                    new Ordered<>(String.class, KeyCodecs::writeString, KeyCodecs::readString),
                    new Ordered<>(byte[].class, BytesWriter::writeRaw, in -> in.readRaw(in.left())),
                    new Ordered<>(UUID.class, KeyCodecs::writeUuid, in -> new UUID(readLong(in), readLong(in))),
                    new Ordered<>(Instant.class, KeyCodecs::writeInstant, KeyCodecs::readInstant),
                    new Ordered<>(
                            LocalDate.class,
                            (out, key) -> writeLong(out, key.toEpochDay()),
                            in -> LocalDate.ofEpochDay(readLong(in))))
            .stream()
            .collect(Collectors.toUnmodifiableMap(Ordered::type, Function.identity()));

    private KeyCodecs() {}

    private record Ordered<K>(Class<K> type, BiConsumer<BytesWriter, K> write, Function<BytesReader, K> read)
            implements KeyCodec<K> {
        @Override
        public byte[] encode(K key) {
            if (!type.isInstance(key)) {
                throw new CodecException("a key is not of type " + type.getName());
            }
            BytesWriter out = new BytesWriter();
            write.accept(out, key);
            return out.toBytes();
        }

        @Override
        public K decode(byte[] bytes) {
            BytesReader in = new BytesReader(bytes);
            K key;
            try {
                key = read.apply(in);
            } catch (CodecException e) {
                throw e;
            } catch (RuntimeException e) {
                throw new CodecException("the bytes are no key of type " + type.getName(), e);
            }
            in.end();
            return key;
        }
    }

    /**
     * The codec of a declared key type.
     *
     * @throws IllegalArgumentException MR-0421 if the type has no codec that keeps its order
     */
    public static KeyCodec<Object> of(TypeRef type) {
        KeyCodec<?> codec = type.raw().isEnum() ? ofEnum(type.raw()) : ALL.get(type.raw());
        if (codec == null) {
            throw new IllegalArgumentException("MR-0421 " + type + " cannot be a map state's key; use one of "
                    + ALL.keySet().stream().map(Class::getSimpleName).sorted().collect(Collectors.joining(", "))
                    + " or an enum");
        }
        return untyped(codec);
    }

    static Set<Class<?>> types() {
        return ALL.keySet();
    }

    @SuppressWarnings("unchecked")
    private static KeyCodec<Object> untyped(KeyCodec<?> codec) {
        return (KeyCodec<Object>) codec;
    }

    private static KeyCodec<?> ofEnum(Class<?> type) {
        EnumCodec names = new EnumCodec(type);
        return new Ordered<Object>(
                Object.class, (out, key) -> writeString(out, names.name(key)), in -> names.constant(readString(in)));
    }

    private static void writeLong(BytesWriter out, long key) {
        out.writeFixed(key ^ Long.MIN_VALUE);
    }

    private static long readLong(BytesReader in) {
        return in.readFixed() ^ Long.MIN_VALUE;
    }

    private static void writeInt(BytesWriter out, int key) {
        out.writeFixedInt(key ^ Integer.MIN_VALUE);
    }

    private static int readInt(BytesReader in) {
        return in.readFixedInt() ^ Integer.MIN_VALUE;
    }

    /** Negative numbers have all bits turned round, others only the sign. */
    private static void writeDouble(BytesWriter out, double key) {
        long bits = Double.doubleToLongBits(key);
        out.writeFixed(bits ^ (bits >> (Long.SIZE - 1) | Long.MIN_VALUE));
    }

    private static double readDouble(BytesReader in) {
        long bits = in.readFixed();
        return Double.longBitsToDouble(bits ^ (~bits >> (Long.SIZE - 1) | Long.MIN_VALUE));
    }

    private static void writeString(BytesWriter out, String key) {
        out.writeRaw(key.getBytes(StandardCharsets.UTF_8));
    }

    private static String readString(BytesReader in) {
        return new String(in.readRaw(in.left()), StandardCharsets.UTF_8);
    }

    private static void writeUuid(BytesWriter out, UUID key) {
        writeLong(out, key.getMostSignificantBits());
        writeLong(out, key.getLeastSignificantBits());
    }

    private static void writeInstant(BytesWriter out, Instant key) {
        writeLong(out, key.getEpochSecond());
        out.writeFixedInt(key.getNano());
    }

    private static Instant readInstant(BytesReader in) {
        return Instant.ofEpochSecond(readLong(in), in.readFixedInt());
    }
}
