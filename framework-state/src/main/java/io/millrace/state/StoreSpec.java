package io.millrace.state;

import io.millrace.model.Names;
import io.millrace.state.codec.Codec;
import org.jspecify.annotations.Nullable;

/**
 * A store as the buffer sees it.
 *
 * @param name unique within the listener; its {@link Names#storeId} stands for it in keys
 * @param single one value per Kafka key (entry key empty), else many entries
 * @param codec of the values
 * @param live whether decoded values can never change, so that the buffer may hand out and keep the objects themselves;
 *     otherwise it keeps bytes and every read makes a fresh copy
 * @param times null unless entries are found by time
 */
public record StoreSpec(String name, boolean single, Codec<Object> codec, boolean live, @Nullable TimeRule times) {
    public int id() {
        return Names.storeId(name);
    }
}
