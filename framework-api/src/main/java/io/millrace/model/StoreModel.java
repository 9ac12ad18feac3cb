package io.millrace.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One store of a listener.
 *
 * @param name unique within the listener
 * @param types value: its type; list: the element's; map: key and value; rolling: element and accumulator; else empty
 * @param ttlMs life after the last write in event time; -1: for ever
 * @param maxEntries limit for lists and maps; 0: none
 * @param rolling null unless {@code kind} is rolling
 */
public record StoreModel(
        String name,
        StoreKind kind,
        List<TypeModel> types,
        long ttlMs,
        int maxEntries,
        @Nullable RollingModel rolling) {
    public StoreModel {
        types = List.copyOf(types);
    }
}
