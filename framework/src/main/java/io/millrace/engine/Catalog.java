package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.spi.TypeRef;
import io.millrace.state.EntryKey;
import io.millrace.state.Family;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreScan;
import io.millrace.state.StoreSpec;
import io.millrace.state.TaskStore;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import io.millrace.state.codec.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Which stores a task has, and what their bytes mean, by name: an entry of its state for each, so that code meets the
 * state of older code knowingly. Written with the first commit of a task that finds it different.
 */
final class Catalog {
    private static final byte[] NO_KEY = {};
    private static final Codec<Object> SCHEMAS = Codecs.of(TypeRef.of(Schema.class));

    /** The catalog's own store. */
    static final StoreSpec SPEC = new StoreSpec("millrace:stores", false, SCHEMAS, true, null);

    /** The Kafka key stands in the catalog like a store; nothing is stored under this name. */
    private static final String KEY = "millrace:key";

    /** The engine's own stores have formats with versions of their own. */
    private static final String OWN = "millrace:";

    private final Map<String, Schema> stored;
    private final Map<String, Schema> declared = new TreeMap<>();

    private Catalog(Map<String, Schema> stored, TypeRef key, List<StoreSpec> stores) {
        this.stored = stored;
        declared.put(KEY, new Schema.Simple(key.raw().getSimpleName()));
        for (StoreSpec spec : stores) {
            if (!spec.name().startsWith(OWN)) {
                declared.put(spec.name(), spec.codec().schema());
            }
        }
    }

    /** What is stored, beside what the code declares. */
    static Catalog read(TaskStore store, TypeRef key, List<StoreSpec> stores) {
        Map<String, Schema> stored = new TreeMap<>();
        byte[] prefix = EntryKey.prefix(SPEC.id(), NO_KEY);
        try (StoreScan scan = store.scan(Family.ENTRIES, prefix, EntryKey.after(prefix))) {
            while (scan.next()) {
                byte[] row = scan.key();
                byte[] name = Arrays.copyOfRange(row, prefix.length, row.length);
                stored.put(new String(name, StandardCharsets.UTF_8), (Schema) SCHEMAS.decode(scan.value()));
            }
        }
        return new Catalog(stored, key, stores);
    }

    /** Why the code cannot go on with this state; null if it can. */
    @Nullable
    Fault misfit(int task) {
        List<String> found = new ArrayList<>();
        declared.forEach((name, now) -> {
            Schema was = stored.get(name);
            if (was != null) {
                now.refusals(was)
                        .forEach(refusal -> found.add((name.equals(KEY) ? "the key" : "store '" + name + "'") + ": "
                                + refusal + " (stored: " + was.text() + "; code: " + now.text() + ")"));
            }
        });
        return found.isEmpty()
                ? null
                : new Fault.Misconfigured(
                        "MR-0426",
                        "the state of task " + task + " was written by code that does not fit this: "
                                + String.join("; ", found)
                                + ". Nothing was changed. Give what changed its type another name, or keep the record as"
                                + " it was and add an @Upcast method to the new one, or give the store another name",
                        null);
    }

    /** Names of stores that the code does not have any more. */
    List<String> dropped() {
        return stored.keySet().stream()
                .filter(name -> !declared.containsKey(name))
                .toList();
    }

    /** Puts down what is new or different. */
    void write(StateBuffer buffer, int place) {
        buffer.select(NO_KEY);
        declared.forEach((name, now) -> {
            Schema was = stored.get(name);
            Schema next = was == null ? now : now.with(was);
            if (!next.equals(buffer.get(place, entryKey(name)))) {
                buffer.put(place, entryKey(name), next);
            }
        });
        buffer.keep();
    }

    /** Takes a dropped store's name out: nothing of it is left. */
    void forget(String name, StateBuffer buffer, int place) {
        buffer.select(NO_KEY);
        buffer.put(place, entryKey(name), null);
        buffer.keep();
    }

    private static byte[] entryKey(String name) {
        return name.getBytes(StandardCharsets.UTF_8);
    }
}
