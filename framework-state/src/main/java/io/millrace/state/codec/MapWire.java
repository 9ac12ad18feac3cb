package io.millrace.state.codec;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A map: its size, then key and value of each entry in its own order; none of them null. */
record MapWire(Wire key, Wire value, Function<Map<Object, Object>, Object> make) implements Wire {
    @Override
    public Shape shape() {
        return Shape.DELIMITED;
    }

    @Override
    public void write(BytesWriter out, Object map) {
        Map<?, ?> entries = (Map<?, ?>) map;
        out.writeUnsigned(entries.size());
        entries.forEach((k, v) -> {
            if (k == null || v == null) {
                throw new CodecException("a map holds null");
            }
            key.writeIn(out, k);
            value.writeIn(out, v);
        });
    }

    @Override
    public Schema schema(Schema.Path path) {
        return new Schema.Container("map", List.of(key.schema(path), value.schema(path)));
    }

    @Override
    public Object read(BytesReader in) {
        int count = in.readCount();
        Map<Object, Object> entries = new LinkedHashMap<>();
        for (int i = 0; i < count; i++) {
            Object k = key.readIn(in);
            entries.put(k, value.readIn(in));
        }
        return make.apply(entries);
    }
}
