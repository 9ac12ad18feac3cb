package io.millrace.state.codec;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;

/** A collection: its size, then its elements in its own order; none of them null. */
record CollectionWire(String kind, Wire element, Function<List<Object>, Object> make) implements Wire {
    @Override
    public Shape shape() {
        return Shape.DELIMITED;
    }

    @Override
    public void write(BytesWriter out, Object value) {
        Collection<?> elements = (Collection<?>) value;
        out.writeUnsigned(elements.size());
        for (Object each : elements) {
            if (each == null) {
                throw new CodecException("a collection holds null");
            }
            element.writeIn(out, each);
        }
    }

    @Override
    public Schema schema(Schema.Path path) {
        return new Schema.Container(kind, List.of(element.schema(path)));
    }

    @Override
    public Object read(BytesReader in) {
        int count = in.readCount();
        List<Object> elements = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            elements.add(element.readIn(in));
        }
        return make.apply(elements);
    }
}
