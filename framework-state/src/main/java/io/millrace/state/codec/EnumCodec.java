package io.millrace.state.codec;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeSet;

/** An enum's constant, by name: constants may be added and moved, not renamed. */
final class EnumCodec implements Codec<Object> {
    private static final byte FORMAT = 31;

    private final Class<?> type;
    private final Map<String, Object> constants = new HashMap<>();

    EnumCodec(Class<?> type) {
        this.type = type;
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
    }

    String name(Object constant) {
        if (!type.isInstance(constant)) {
            throw new CodecException("a value is not of type " + type.getName());
        }
        return ((Enum<?>) constant).name();
    }

    Object constant(String name) {
        Object constant = constants.get(name);
        if (constant == null) {
            throw new CodecException("the bytes are no constant of " + type.getName());
        }
        return constant;
    }

    @Override
    public byte[] encode(Object value) {
        return new BytesWriter()
                .writeByte(FORMAT)
                .writeRaw(name(value).getBytes(StandardCharsets.UTF_8))
                .toBytes();
    }

    @Override
    public Schema schema() {
        return new Schema.Constants(new TreeSet<>(constants.keySet()));
    }

    @Override
    public Object decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        if (in.readByte() != FORMAT) {
            throw new CodecException("the bytes are not in the format of " + type.getName());
        }
        return constant(new String(in.readRaw(in.left()), StandardCharsets.UTF_8));
    }
}
