package io.millrace.state.codec;

import java.lang.invoke.MethodHandle;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A record: for each component that is neither null nor a primitive zero its tag and its value.
 *
 * <p>A tag is 13 bits of the name's hash and the shape. So components may be added (older values have null or zero there),
 * removed (their values are skipped) and moved; renaming is removing and adding; {@code int} may become {@code long}.
 */
final class RecordWire implements Wire {
    private static final int SHAPE_BITS = 3;
    private static final int TAG_BYTES = 2;

    /** Stands first in a record of a later version than 1; no component has this tag. */
    private static final int VERSION_TAG = 0;

    private final Class<?> type;
    private List<Field> fields = List.of();
    private final Map<Integer, Integer> positions = new HashMap<>();
    private @Nullable MethodHandle constructor;
    private @Nullable Upcast upcast;
    private int version = 1;

    /**
     * How a value of the version before becomes one of this.
     *
     * @param method takes and returns Object
     */
    record Upcast(RecordWire from, MethodHandle method) {}

    /**
     * @param get takes the record as Object and returns the component as Object
     * @param zero what a missing component is
     */
    record Field(String name, Wire wire, MethodHandle get, @Nullable Object zero, int tag) {
        Field(String name, Wire wire, MethodHandle get, @Nullable Object zero) {
            this(name, wire, get, zero, tag(name, wire));
        }

        private static int tag(String name, Wire wire) {
            int hash = name.hashCode() * 0x9E3779B1;
            return hash >>> 32 - (Byte.SIZE * TAG_BYTES - SHAPE_BITS) << SHAPE_BITS
                    | wire.shape().ordinal();
        }
    }

    RecordWire(Class<?> type) {
        this.type = type;
    }

    /**
     * To be called once: a record may contain itself, so it exists before its components' wires do.
     *
     * @param newConstructor takes an array of components and returns the record as Object
     */
    void complete(List<Field> newFields, MethodHandle newConstructor, @Nullable Upcast newUpcast) {
        fields = List.copyOf(newFields);
        constructor = newConstructor;
        upcast = newUpcast;
        version = newUpcast == null ? 1 : newUpcast.from().version + 1;
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).tag() == VERSION_TAG) {
                throw new IllegalArgumentException("MR-0424 component '"
                        + fields.get(i).name() + "' of " + type.getName()
                        + " cannot be told from a version in stored bytes; rename it");
            }
            Integer other = positions.put(fields.get(i).tag(), i);
            if (other != null) {
                throw new IllegalArgumentException(
                        "MR-0424 components '" + fields.get(other).name() + "' and '"
                                + fields.get(i).name() + "' of " + type.getName()
                                + " cannot be told apart in stored bytes; rename one of them");
            }
        }
    }

    @Override
    public Shape shape() {
        return Shape.DELIMITED;
    }

    @Override
    public void write(BytesWriter out, Object value) {
        if (!type.isInstance(value)) {
            throw new CodecException("a value is not of type " + type.getName());
        }
        if (version > 1) {
            out.writeByte(VERSION_TAG).writeByte(VERSION_TAG).writeUnsigned(version);
        }
        for (Field field : fields) {
            Object component = get(field, value);
            if (component != null && !component.equals(field.zero())) {
                int tag = field.tag();
                out.writeByte(tag >>> Byte.SIZE).writeByte(tag);
                field.wire().writeIn(out, component);
            }
        }
    }

    private @Nullable Object get(Field field, Object value) {
        try {
            return (Object) field.get().invokeExact(value);
        } catch (Throwable e) {
            throw failure("component '" + field.name() + "' of " + type.getName() + " cannot be read", e);
        }
    }

    @Override
    public Schema schema(Schema.Path path) {
        Schema.@Nullable Again again = path.again(this);
        if (again != null) {
            return again;
        }
        path.enter(this);
        TreeMap<Integer, Schema.Components> versions = new TreeMap<>();
        for (RecordWire wire = this; wire != null; wire = wire.upcast == null ? null : wire.upcast.from()) {
            TreeMap<String, Schema> components = new TreeMap<>();
            wire.fields.forEach(
                    field -> components.put(field.name(), field.wire().schema(path)));
            versions.put(wire.version, new Schema.Components(components));
        }
        path.leave();
        return new Schema.Structure(versions);
    }

    @Override
    public Object read(BytesReader in) {
        long stored = in.skip(VERSION_TAG, VERSION_TAG) ? in.readUnsigned() : 1;
        return read(stored, in);
    }

    private Object read(long stored, BytesReader in) {
        if (stored == version) {
            return readThis(in);
        }
        Upcast older = upcast;
        if (stored > version || stored < 1 || older == null) {
            throw new CodecException("a value of version " + stored + " of " + type.getName() + ", which is at version "
                    + version + " here");
        }
        Object before = older.from().read(stored, in);
        try {
            return (Object) older.method().invokeExact(before);
        } catch (Throwable e) {
            throw failure("the @Upcast method of " + type.getName() + " fails", e);
        }
    }

    private Object readThis(BytesReader in) {
        @Nullable Object[] components = new Object[fields.size()];
        for (int i = 0; i < components.length; i++) {
            components[i] = fields.get(i).zero();
        }
        while (in.left() > 0) {
            int tag = (in.readByte() & 0xff) << Byte.SIZE | in.readByte() & 0xff;
            Integer position = positions.get(tag);
            if (position != null) {
                components[position] = fields.get(position).wire().readIn(in);
            } else {
                skip(tag, in);
            }
        }
        try {
            return (Object) constructor.invokeExact(components);
        } catch (Throwable e) {
            throw failure("the constructor of " + type.getName() + " refuses what was stored", e);
        }
    }

    private static void skip(int tag, BytesReader in) {
        int shape = tag & (1 << SHAPE_BITS) - 1;
        if (shape >= Shape.values().length) {
            throw new CodecException("a component of unknown shape");
        }
        Wire.skip(Shape.values()[shape], in);
    }

    /** What user code throws is a matter of the value; what the virtual machine throws is not. */
    private static CodecException failure(String message, Throwable e) {
        if (e instanceof VirtualMachineError error) {
            throw error;
        }
        return new CodecException(message, e);
    }
}
