package io.millrace.state.codec;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The codecs of simple types. Format bytes are for ever: never reuse one. */
final class Scalars {
    private static final Map<Class<?>, ScalarCodec<?>> ALL = List.<ScalarCodec<?>>of(
                    of(1, Long.class, BytesWriter::writeSigned, BytesReader::readSigned),
                    of(2, Integer.class, (out, value) -> out.writeSigned(value), BytesReader::readInt),
                    of(3, Short.class, (out, value) -> out.writeSigned(value), in -> narrow(
                                    in, Short.MIN_VALUE, Short.MAX_VALUE)
                            .shortValue()),
                    of(4, Byte.class, (out, value) -> out.writeByte(value), in -> in.readByte()),
                    of(5, Double.class, Scalars::writeDouble, in -> Double.longBitsToDouble(in.readFixed())),
                    of(6, Float.class, Scalars::writeFloat, in -> Float.intBitsToFloat(in.readFixedInt())),
                    of(7, Boolean.class, (out, value) -> out.writeByte(value ? 1 : 0), Scalars::readBoolean),
                    of(8, Character.class, (out, value) -> out.writeSigned(value), in -> (char)
                            narrow(in, Character.MIN_VALUE, Character.MAX_VALUE).intValue()),
                    of(
                            9,
                            String.class,
                            (out, value) -> out.writeRaw(value.getBytes(StandardCharsets.UTF_8)),
                            in -> new String(in.readRaw(in.left()), StandardCharsets.UTF_8)),
                    of(10, byte[].class, BytesWriter::writeRaw, in -> in.readRaw(in.left())),
                    of(
                            11,
                            Instant.class,
                            Scalars::writeInstant,
                            in -> Instant.ofEpochSecond(in.readSigned(), in.readUnsigned())),
                    of(
                            12,
                            Duration.class,
                            Scalars::writeDuration,
                            in -> Duration.ofSeconds(in.readSigned(), in.readUnsigned())),
                    of(13, UUID.class, Scalars::writeUuid, in -> new UUID(in.readFixed(), in.readFixed())),
                    of(
                            14,
                            LocalDate.class,
                            (out, value) -> out.writeSigned(value.toEpochDay()),
                            in -> LocalDate.ofEpochDay(in.readSigned())),
                    of(
                            15,
                            LocalTime.class,
                            (out, value) -> out.writeUnsigned(value.toNanoOfDay()),
                            in -> LocalTime.ofNanoOfDay(in.readUnsigned())),
                    of(16, LocalDateTime.class, Scalars::writeDateTime, Scalars::readDateTime),
                    of(
                            17,
                            BigInteger.class,
                            (out, value) -> out.writeRaw(value.toByteArray()),
                            in -> new BigInteger(in.readRaw(in.left()))),
                    of(18, BigDecimal.class, Scalars::writeDecimal, Scalars::readDecimal))
            .stream()
            .collect(Collectors.toUnmodifiableMap(ScalarCodec::type, Function.identity()));

    private Scalars() {}

    /** The type's codec; null if it is not simple. */
    static @Nullable ScalarCodec<?> of(Class<?> type) {
        return ALL.get(type);
    }

    static Set<Class<?>> types() {
        return ALL.keySet();
    }

    private static <T> ScalarCodec<T> of(
            int format, Class<T> type, BiConsumer<BytesWriter, T> write, Function<BytesReader, T> read) {
        return new ScalarCodec<>(format, type, write, read);
    }

    private static Long narrow(BytesReader in, long min, long max) {
        long value = in.readSigned();
        if (value < min || value > max) {
            throw new CodecException("a number is out of range");
        }
        return value;
    }

    private static void writeDouble(BytesWriter out, double value) {
        out.writeFixed(Double.doubleToRawLongBits(value));
    }

    private static void writeFloat(BytesWriter out, float value) {
        out.writeFixedInt(Float.floatToRawIntBits(value));
    }

    private static boolean readBoolean(BytesReader in) {
        byte value = in.readByte();
        if (value != 0 && value != 1) {
            throw new CodecException("neither true nor false");
        }
        return value == 1;
    }

    private static void writeInstant(BytesWriter out, Instant value) {
        out.writeSigned(value.getEpochSecond()).writeUnsigned(value.getNano());
    }

    private static void writeDuration(BytesWriter out, Duration value) {
        out.writeSigned(value.getSeconds()).writeUnsigned(value.getNano());
    }

    private static void writeUuid(BytesWriter out, UUID value) {
        out.writeFixed(value.getMostSignificantBits()).writeFixed(value.getLeastSignificantBits());
    }

    private static void writeDateTime(BytesWriter out, LocalDateTime value) {
        out.writeSigned(value.toEpochSecond(ZoneOffset.UTC)).writeUnsigned(value.getNano());
    }

    private static LocalDateTime readDateTime(BytesReader in) {
        return LocalDateTime.ofEpochSecond(in.readSigned(), (int) in.readUnsigned(), ZoneOffset.UTC);
    }

    private static void writeDecimal(BytesWriter out, BigDecimal value) {
        out.writeSigned(value.scale()).writeRaw(value.unscaledValue().toByteArray());
    }

    private static BigDecimal readDecimal(BytesReader in) {
        int scale = in.readInt();
        return new BigDecimal(new BigInteger(in.readRaw(in.left())), scale);
    }
}
