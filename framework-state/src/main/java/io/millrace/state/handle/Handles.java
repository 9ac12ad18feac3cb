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

/** What a store's model means: the stores it takes in the buffer, and the handle on them. All kinds but rolling. */
public final class Handles {
    /** No name that a user can choose ends like this. */
    private static final String CHUNKS = "/chunks";

    private Handles() {}

    /**
     * The stores behind the handle, to be put into the buffer's list in this order.
     *
     * @param types the store's types, in the order of the model's
     * @throws IllegalArgumentException MR-0420, MR-0421 or MR-0422 if its values or keys cannot be stored
     */
    public static List<StoreSpec> stores(StoreModel model, List<TypeRef> types) {
        refuseWhatIsNotKept(model);
        String name = model.name();
        return switch (model.kind()) {
            case LONG -> List.of(single(name, Codecs.of(TypeRef.of(Long.class)), true));
            case DOUBLE -> List.of(single(name, Codecs.of(TypeRef.of(Double.class)), true));
            case VALUE -> List.of(single(name, codec(model, types.get(0)), live(model, 0)));
            case LIST ->
                List.of(
                        single(name, new LogHeadCodec(), true),
                        ChunkLog.chunks(name + CHUNKS, codec(model, types.get(0)), live(model, 0)));
            case MAP -> List.of(new StoreSpec(name, false, codec(model, types.get(1)), live(model, 1), null));
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
            case LONG -> new BufferedLong(buffer, first, call);
            case DOUBLE -> new BufferedDouble(buffer, first, call);
            case VALUE -> new BufferedValue<>(buffer, first, call);
            case LIST -> new BufferedList<>(buffer, first, model.maxEntries(), call);
            case MAP -> new BufferedMap<>(buffer, first, KeyCodecs.of(types.get(0)), call);
            case ROLLING -> throw new IllegalArgumentException("rolling stores are made by the windowing module");
        };
    }

    /** Better no start than a promise that is broken in silence. */
    private static void refuseWhatIsNotKept(StoreModel model) {
        if (model.ttlMs() >= 0) {
            throw new IllegalArgumentException("MR-0422 store '" + model.name()
                    + "': ttl is not supported yet; remove it, and clear the state with a timer");
        }
        if (model.maxEntries() > 0 && model.kind() == StoreKind.MAP) {
            throw new IllegalArgumentException("MR-0422 store '" + model.name()
                    + "': maxEntries of a map is not supported yet; remove it, or use a list");
        }
    }

    private static StoreSpec single(String name, Codec<Object> codec, boolean live) {
        return new StoreSpec(name, true, codec, live, null);
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
