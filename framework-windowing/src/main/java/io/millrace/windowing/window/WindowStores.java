package io.millrace.windowing.window;

import io.millrace.api.TimeDomain;
import io.millrace.api.WindowAssigner;
import io.millrace.model.EmitModel;
import io.millrace.model.SpanModel;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.StateBuffer;
import io.millrace.state.StoreSpec;
import io.millrace.state.TimeRule;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import java.util.List;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * What a window's model means: its stores, and the windows over them.
 *
 * <p>A window is an entry of its key, by start, so that a key's windows are one range; its time row lies where it closes, so
 * that what closes next is one range too. Names cannot clash with those of other stores.
 */
public final class WindowStores {
    private static final String PREFIX = "window:";
    private static final Codec<Object> NUMBERS = Codecs.of(TypeRef.of(Long.class));

    private WindowStores() {}

    /** The stores, to be put into the buffer's list in this order. */
    public static List<StoreSpec> specs(WindowModel model, Codec<Object> accumulator) {
        Domain domain = model.time() == TimeDomain.EVENT ? Domain.EVENT : Domain.PROCESSING;
        boolean live = model.accumulator().immutable();
        String name = PREFIX + model.name();
        StoreSpec panes = new StoreSpec(name + ":panes", false, accumulator, live, null);
        if (model.kind() == WindowKind.COUNT) {
            return List.of(panes, new StoreSpec(name + ":number", true, NUMBERS, true, null));
        }
        if (model.paned()) {
            StoreSpec next = number(name + ":next", true, lastInstant(domain));
            return model.allowedLatenessMs() == 0
                    ? List.of(panes, next)
                    : List.of(
                            panes,
                            next,
                            number(name + ":late", true, lastInstant(domain)),
                            new StoreSpec(name + ":refined", false, NUMBERS, true, null));
        }
        StoreSpec kept = new StoreSpec(
                name,
                false,
                new KeptCodec(accumulator),
                live,
                new TimeRule(domain, window -> ((Kept) window).due(), KeptCodec::dueOf));
        return model.earlyByWallClock() ? List.of(kept, wall(name)) : List.of(kept);
    }

    private static StoreSpec wall(String name) {
        TimeRule rule = new TimeRule(Domain.PROCESSING, due -> (Long) due, bytes -> (Long) NUMBERS.decode(bytes));
        return number(name + ":wall", false, rule);
    }

    private static TimeRule lastInstant(Domain domain) {
        return new TimeRule(domain, end -> (Long) end - 1, bytes -> (Long) NUMBERS.decode(bytes) - 1);
    }

    private static StoreSpec number(String name, boolean single, TimeRule due) {
        return new StoreSpec(name, single, NUMBERS, true, due);
    }

    /** What the user wrote for a window: its fold, and its assigner if it is a custom one. */
    public record Methods(WindowFold fold, @Nullable WindowAssigner assigner) {}

    /**
     * The windows over stores made by {@link #specs}.
     *
     * @param first position of the first of them in the buffer's list
     * @param wallMs the wall clock as the call under way sees it
     */
    public static KeyWindows windows(
            WindowModel model, Methods methods, StateBuffer buffer, int first, LongSupplier wallMs) {
        SpanModel span = model.span();
        if (model.paned() || span.kind() == WindowKind.COUNT) {
            Panes panes =
                    new Panes(buffer, first, methods.fold(), model.accumulator().immutable());
            return span.kind() == WindowKind.COUNT
                    ? new CountWindows(span.size(), span.slide(), panes, buffer, first + 1)
                    : paned(model, panes, buffer, first);
        }
        EmitModel emit = model.emit();
        boolean byWall = model.earlyByWallClock();
        Triggers triggers = new Triggers(emit, model.allowedLatenessMs(), byWall ? 0 : emit.everyMs());
        WallRows wall = byWall ? new WallRows(buffer, first + 1, emit.everyMs(), wallMs) : null;
        KeptWindows kept = new KeptWindows(buffer, first, methods.fold(), triggers, wall);
        return switch (span.kind()) {
            case SESSION -> new SessionWindows(span.size(), kept);
            case GLOBAL -> new GlobalWindows(kept);
            case HIERARCHY -> new HierarchyWindows(span.levels(), span.offset(), kept);
            case CUSTOM -> new CustomWindows(Objects.requireNonNull(methods.assigner()), model.name(), kept);
            default -> new SingleWindows(new FixedSlices(span.size(), span.slide(), span.offset()), kept);
        };
    }

    private static KeyWindows paned(WindowModel model, Panes panes, StateBuffer buffer, int first) {
        SpanModel span = model.span();
        Slices slices =
                switch (span.kind()) {
                    case SLIDING -> new EventSlices(span.size());
                    case CUMULATING -> new GrowingSlices(span.size(), span.slide(), span.offset());
                    default -> new FixedSlices(span.size(), span.slide(), span.offset());
                };
        long lateness = model.allowedLatenessMs();
        LatePanes late = lateness == 0 ? null : new LatePanes(slices, panes, buffer, first + 2, first + 3, lateness);
        return new PanedWindows(slices, panes, buffer, first + 1, late);
    }
}
