package io.millrace.windowing.rolling;

import io.millrace.state.StoreSpec;
import io.millrace.state.codec.Codec;
import java.util.List;

/** The two stores behind a rolling state: a head per key, and the chunks of its log. */
public final class RollingStores {
    private RollingStores() {}

    /**
     * The head store, then the chunk store. The latter's name cannot clash with that of another store.
     *
     * @param elementsLive whether elements can never change, so that they need not be copied
     * @param accumulatorsLive the same of accumulators
     */
    public static List<StoreSpec> specs(
            String name,
            Codec<Object> element,
            Codec<Object> accumulator,
            boolean elementsLive,
            boolean accumulatorsLive) {
        return List.of(
                new StoreSpec(name, true, new HeadCodec(accumulator), accumulatorsLive, null),
                new StoreSpec(name + ":log", false, new ChunkCodec(element), elementsLive, null));
    }
}
