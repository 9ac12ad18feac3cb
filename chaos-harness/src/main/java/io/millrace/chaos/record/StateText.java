package io.millrace.chaos.record;

import io.millrace.model.Names;
import io.millrace.spi.TypeRef;
import io.millrace.state.EntryKey;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Rows of stores and changelogs as text: the workload's numbers as numbers, everything else as bytes. */
final class StateText {
    private static final Map<Integer, String> NUMBERS =
            Stream.of("n", "sum", "chain").collect(Collectors.toMap(Names::storeId, Function.identity()));
    private static final Codec<Object> LONG = Codecs.of(TypeRef.of(Long.class));

    private StateText() {}

    static String store(EntryKey entry) {
        return NUMBERS.getOrDefault(entry.store(), "store-" + Integer.toHexString(entry.store()));
    }

    static String key(EntryKey entry) {
        return new String(entry.key(), StandardCharsets.UTF_8);
    }

    static String entry(EntryKey entry) {
        return HexFormat.of().formatHex(entry.entryKey());
    }

    static String value(EntryKey entry, byte[] value) {
        return NUMBERS.containsKey(entry.store())
                ? String.valueOf(LONG.decode(value))
                : HexFormat.of().formatHex(value);
    }
}
