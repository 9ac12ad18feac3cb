package io.millrace.windowing.timer;

import io.millrace.state.StoreSpec;
import io.millrace.state.TimeRule;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Schema;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The stores behind timers. The value is the due time in milliseconds; the entry key is the timer's id, empty for a timer
 * without ids. Due entries are found with {@code StateBuffer.nextDue}.
 */
public final class TimerStores {
    private static final String PREFIX = "timer:";

    private TimerStores() {}

    /**
     * The store of a timer. Its name cannot clash with that of a state store.
     *
     * @param ids null for a timer without ids
     */
    public static StoreSpec of(String name, Domain domain, @Nullable Codec<Object> ids) {
        TimeRule rule = new TimeRule(domain, Long.class::cast, DueTimeCodec::dueMs);
        return new StoreSpec(PREFIX + name, false, new DueTimeCodec(schema(domain, ids)), true, rule);
    }

    private static Schema schema(Domain domain, @Nullable Codec<Object> ids) {
        String kind = domain == Domain.EVENT ? "event timer" : "processing timer";
        return new Schema.Container(kind, ids == null ? List.of() : List.of(exact(ids.schema())));
    }

    /**
     * A value may gain and lose components, an id may not: without one of them two ids are one, and with another one the
     * timer that was set is not found.
     */
    private static Schema exact(Schema ids) {
        boolean composed = ids instanceof Schema.Structure || ids instanceof Schema.OneOf;
        return composed ? new Schema.Simple(ids.text()) : ids;
    }
}
