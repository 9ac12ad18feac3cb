package io.millrace.port;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A record's headers; names may repeat. Immutable. */
public interface Headers {
    /** No headers. */
    Headers NONE = of(List.of());

    /** The last header of that name, or null. */
    byte @Nullable [] last(String name);

    /** All, in order. */
    List<Header> all();

    /** About how long all of them are, in bytes. */
    default long bytes() {
        long bytes = 0;
        for (Header header : all()) {
            byte[] value = header.value();
            bytes += header.name().length() + (value == null ? 0 : value.length);
        }
        return bytes;
    }

    /** One header. */
    record Header(String name, byte @Nullable [] value) {}

    static Headers of(List<Header> headers) {
        List<Header> all = List.copyOf(headers);
        return new Headers() {
            @Override
            public byte @Nullable [] last(String name) {
                for (int i = all.size() - 1; i >= 0; i--) {
                    if (all.get(i).name().equals(name)) {
                        return all.get(i).value();
                    }
                }
                return null;
            }

            @Override
            public List<Header> all() {
                return all;
            }
        };
    }
}
