package io.millrace.state.codec;

import io.millrace.api.Packed;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Modifier;
import org.jspecify.annotations.Nullable;

/**
 * A class with bytes of its own.
 *
 * @param fromBytes takes a byte array and returns Object
 */
record PackedWire(Class<?> type, MethodHandle fromBytes) implements Wire {
    /** Whether values of exactly this class are written in their own bytes. */
    static boolean takes(Class<?> type) {
        return Packed.class.isAssignableFrom(type) && !Modifier.isAbstract(type.getModifiers());
    }

    static PackedWire of(Class<?> type) {
        if (!Modifier.isFinal(type.getModifiers()) || type.getTypeParameters().length > 0) {
            throw malformed(type, null);
        }
        try {
            MethodHandle fromBytes = MethodHandles.privateLookupIn(type, MethodHandles.lookup())
                    .findStatic(type, "fromBytes", MethodType.methodType(type, byte[].class));
            return new PackedWire(type, fromBytes.asType(MethodType.methodType(Object.class, byte[].class)));
        } catch (ReflectiveOperationException e) {
            throw malformed(type, e);
        }
    }

    private static IllegalArgumentException malformed(Class<?> type, @Nullable Exception cause) {
        return new IllegalArgumentException(
                "MR-0420 " + type.getName() + " is Packed but cannot be stored: make it final, without type parameters,"
                        + " with a static " + type.getSimpleName()
                        + " fromBytes(byte[] bytes) that is not private, in a"
                        + " package that is open to io.millrace.state",
                cause);
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
        out.writeRaw(((Packed) value).toBytes());
    }

    @Override
    public Schema schema(Schema.Path path) {
        return new Schema.Simple("packed " + type.getSimpleName());
    }

    @Override
    public Object read(BytesReader in) {
        byte[] bytes = in.readRaw(in.left());
        try {
            return (Object) fromBytes.invokeExact(bytes);
        } catch (VirtualMachineError e) {
            throw e;
        } catch (Throwable e) {
            throw new CodecException("the bytes are no " + type.getName() + ": " + e.getMessage(), e);
        }
    }
}
