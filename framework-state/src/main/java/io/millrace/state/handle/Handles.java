package io.millrace.state.handle;

import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TypeModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreSpec;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import io.millrace.state.codec.KeyCodecs;
import io.millrace.state.log.ChunkLog;
import io.millrace.state.log.LogHeadCodec;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a store's model means: the stores it takes in the buffer, and the handle on them. All kinds but rolling. */
public final class Handles {
    /** No name that a user can choose ends like this. */
    private static final String CHUNKS = "/chunks";

    private static final int MAP_ENTRIES_MAX = 10_000;

    private Handles() {}

    /**
     * The stores behind the handle, to be put into the buffer's list in this order.
     *
     * @param types the store's types, in the order of the model's
     * @throws IllegalArgumentException MR-0420, MR-0421 or MR-0422 if its values or keys cannot be stored
     */
    public static List<StoreSpec> stores(StoreModel model, List<TypeRef> types) {
        return switch (model.kind()) {
            case LONG -> List.of(spec(model, true, Codecs.of(TypeRef.of(Long.class)), true));
            case DOUBLE -> List.of(spec(model, true, Codecs.of(TypeRef.of(Double.class)), true));
            case VALUE -> List.of(spec(model, true, codec(model, types.get(0)), live(model, 0)));
            case LIST ->
                List.of(
                        spec(model, true, new LogHeadCodec(), true),
                        ChunkLog.chunks(model.name() + CHUNKS, codec(model, types.get(0)), live(model, 0)));
            case MAP -> {
                refuseWideMap(model);
                Codec<Object> values = new StampedCodec.OfMap(KeyCodecs.of(types.get(0)), codec(model, types.get(1)));
                yield List.of(spec(model, false, values, live(model, 1)));
            }
            case ROLLING -> throw new IllegalArgumentException("rolling stores are made by the windowing module");
        };
    }

    /**
     * The handle on stores made by {@link #stores}.
     *
     * @param first the position of the first of them in the buffer's list
     */
    public static Object handle(
            StoreModel model, List<TypeRef> types, StateBuffer buffer, int first, CurrentCall call) {
        return switch (model.kind()) {
            case LONG -> new BufferedLong(entries(model, buffer, first, call), call);
            case DOUBLE -> new BufferedDouble(entries(model, buffer, first, call), call);
            case VALUE -> new BufferedValue<>(entries(model, buffer, first, call), call);
            case LIST -> list(model, buffer, first, call);
            case MAP -> new BufferedMap<>(entries(model, buffer, first, call), KeyCodecs.of(types.get(0)), call);
            case ROLLING -> throw new IllegalArgumentException("rolling stores are made by the windowing module");
        };
    }

    /** Who takes out what has expired in the first of these stores; null if nothing expires. */
    public static @Nullable Sweep sweep(StoreModel model, StateBuffer buffer, int first, CurrentCall call) {
        if (model.ttlMs() < 0) {
            return null;
        }
        return switch (model.kind()) {
            case LONG, DOUBLE, VALUE -> aging(model, buffer, first, call)::sweepOne;
            case LIST -> list(model, buffer, first, call)::sweep;
            case MAP -> aging(model, buffer, first, call)::sweepEntry;
            case ROLLING -> null;
        };
    }

    private static boolean stamped(StoreModel model) {
        return model.ttlMs() >= 0 || model.maxEntries() > 0 && model.kind() == StoreKind.MAP;
    }

    private static StoreSpec spec(StoreModel model, boolean single, Codec<Object> codec, boolean live) {
        return new StoreSpec(
                model.name(),
                single,
                stamped(model) ? new StampedCodec(codec) : new StampedCodec.Bare(codec),
                live,
                model.ttlMs() >= 0 ? Lifetime.RULE : null);
    }

    private static Entries entries(StoreModel model, StateBuffer buffer, int store, CurrentCall call) {
        return stamped(model) ? aging(model, buffer, store, call) : new PlainEntries(buffer, store);
    }

    private static AgingEntries aging(StoreModel model, StateBuffer buffer, int store, CurrentCall call) {
        int entriesMax = model.kind() == StoreKind.MAP ? model.maxEntries() : 0;
        return new AgingEntries(buffer, store, new Lifetime(model.ttlMs()), entriesMax, call);
    }

    private static BufferedList<Object> list(StoreModel model, StateBuffer buffer, int head, CurrentCall call) {
        return new BufferedList<>(buffer, head, model.maxEntries(), new Lifetime(model.ttlMs()), call);
    }

    /** A new entry of a map with a limit looks at all others: that must stay cheap. */
    private static void refuseWideMap(StoreModel model) {
        if (model.maxEntries() > MAP_ENTRIES_MAX) {
            throw new IllegalArgumentException("MR-0422 store '" + model.name() + "': maxEntries = "
                    + model.maxEntries() + " is more than a map can keep in order of writing; use " + MAP_ENTRIES_MAX
                    + " or less, 0 for no limit, or a ttl");
        }
    }

    private static Codec<Object> codec(StoreModel model, TypeRef type) {
        try {
            return Codecs.of(type);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(e.getMessage() + " (store '" + model.name() + "')", e);
        }
    }

    private static boolean live(StoreModel model, int type) {
        TypeModel declared = model.types().get(type);
        return declared.immutable();
    }
}
