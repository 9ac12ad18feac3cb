package io.millrace.windowing.window;

import io.millrace.api.TimeDomain;
import io.millrace.model.EmitModel;
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
import java.util.function.LongSupplier;

/**
 * What a window's model means: its stores, and the windows over them.
 *
 * <p>A window is an entry of its key, by start, so that a key's windows are one range; its time row lies where it closes, so
 * that what closes next is one range too. Names cannot clash with those of other stores.
 */
public final class WindowStores {
    private static final String PREFIX = "window:";

    private WindowStores() {}

    /** The stores, to be put into the buffer's list in this order. */
    public static List<StoreSpec> specs(WindowModel model, Codec<Object> accumulator) {
        Domain domain = model.time() == TimeDomain.EVENT ? Domain.EVENT : Domain.PROCESSING;
        boolean live = model.accumulator().immutable();
        String name = PREFIX + model.name();
        if (model.paned()) {
            Codec<Object> end = Codecs.of(TypeRef.of(Long.class));
            return List.of(
                    new StoreSpec(name + ":panes", false, accumulator, live, null),
                    new StoreSpec(
                            name + ":next",
                            true,
                            end,
                            true,
                            new TimeRule(domain, next -> (Long) next - 1, bytes -> (Long) end.decode(bytes) - 1)));
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
        Codec<Object> time = Codecs.of(TypeRef.of(Long.class));
        TimeRule rule = new TimeRule(Domain.PROCESSING, due -> (Long) due, bytes -> (Long) time.decode(bytes));
        return new StoreSpec(name + ":wall", false, time, true, rule);
    }

    /**
     * The windows over stores made by {@link #specs}.
     *
     * @param first position of the first of them in the buffer's list
     * @param wallMs the wall clock as the call under way sees it
     */
    public static KeyWindows windows(
            WindowModel model, WindowFold fold, StateBuffer buffer, int first, LongSupplier wallMs) {
        Assigner assigner = new Assigner(model.sizeMs(), Math.max(1, model.slideMs()), model.offsetMs());
        if (model.paned()) {
            return new PanedWindows(
                    assigner,
                    fold,
                    buffer,
                    first,
                    first + 1,
                    model.accumulator().immutable());
        }
        EmitModel emit = model.emit();
        boolean byWall = model.earlyByWallClock();
        Triggers triggers = new Triggers(emit, model.allowedLatenessMs(), byWall ? 0 : emit.everyMs());
        WallRows wall = byWall ? new WallRows(buffer, first + 1, emit.everyMs(), wallMs) : null;
        KeptWindows kept = new KeptWindows(buffer, first, triggers, wall);
        return model.kind() == WindowKind.SESSION
                ? new SessionWindows(model.sizeMs(), fold, kept)
                : new SingleWindows(assigner, fold, kept);
    }
}
