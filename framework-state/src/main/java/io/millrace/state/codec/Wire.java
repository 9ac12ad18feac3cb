package io.millrace.state.codec;

/**
 * How values of one type stand inside others. Immutable.
 *
 * <p>A {@link Shape#DELIMITED} value does not know where it ends: whoever holds it writes its length before it, and reads
 * it from a reader that ends with it.
 */
interface Wire {
    /** How to skip a value whose type is not known any more. */
    enum Shape {
        VARINT,
        FIXED32,
        FIXED64,
        DELIMITED
    }

    Shape shape();

    void write(BytesWriter out, Object value);

    Object read(BytesReader in);

    /** What its bytes mean, as part of what is under way. */
    Schema schema(Schema.Path path);

    /** Writes so that {@link #readIn} finds the end by itself. */
    default void writeIn(BytesWriter out, Object value) {
        if (shape() == Shape.DELIMITED) {
            BytesWriter inner = out.inner();
            write(inner, value);
            out.writeInner(inner);
        } else {
            write(out, value);
        }
    }

    default Object readIn(BytesReader in) {
        if (shape() != Shape.DELIMITED) {
            return read(in);
        }
        BytesReader inner = in.inner(in.readCount());
        Object value = read(inner);
        inner.end();
        return value;
    }

    static void skip(Shape shape, BytesReader in) {
        switch (shape) {
            case VARINT -> in.readUnsigned();
            case FIXED32 -> in.readFixedInt();
            case FIXED64 -> in.readFixed();
            case DELIMITED -> in.inner(in.readCount());
        }
    }
}
