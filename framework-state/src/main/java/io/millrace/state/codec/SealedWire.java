package io.millrace.state.codec;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A sealed type: the simple name of the permitted class, then the value. Other names are refused, nothing is loaded. */
record SealedWire(Class<?> type, Map<String, Wire> permitted) implements Wire {
    @Override
    public Shape shape() {
        return Shape.DELIMITED;
    }

    @Override
    public void write(BytesWriter out, Object value) {
        String name = nameOf(value.getClass());
        permitted(name).writeIn(out.writeString(name), value);
    }

    /** An enum's constant with a body has a class of its own. */
    private static String nameOf(Class<?> type) {
        return Enum.class.isAssignableFrom(type) && !type.isEnum()
                ? type.getSuperclass().getSimpleName()
                : type.getSimpleName();
    }

    @Override
    public Schema schema(Schema.Path path) {
        Schema.@Nullable Again again = path.again(this);
        if (again != null) {
            return again;
        }
        path.enter(this);
        TreeMap<String, Schema> schemas = new TreeMap<>();
        permitted.forEach((name, wire) -> schemas.put(name, wire.schema(path)));
        path.leave();
        return new Schema.OneOf(schemas);
    }

    @Override
    public Object read(BytesReader in) {
        return permitted(in.readString()).readIn(in);
    }

    private Wire permitted(String name) {
        @Nullable Wire wire = permitted.get(name);
        if (wire == null) {
            throw new CodecException("not a permitted class of " + type.getName());
        }
        return wire;
    }
}
