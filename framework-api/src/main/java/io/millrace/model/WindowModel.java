package io.millrace.model;

import io.millrace.api.TimeDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One window declaration of a listener.
 *
 * @param name unique within the listener
 * @param sizeMs how long a window is; of sessions: the gap
 * @param slideMs from one start to the next; of sessions: 0
 * @param offsetMs of all starts
 * @param emit when results are given; only {@link #FINAL} is built
 * @param lateTo topic for what comes too late; null: counted
 * @param inputs the {@link InputModel#label}s of the inputs whose records it takes
 * @param accumulator the folded type
 * @param merge whether two accumulators can be made one
 * @param method the {@code @OnWindow} method's name
 */
public record WindowModel(
        String name,
        WindowKind kind,
        TimeDomain time,
        long sizeMs,
        long slideMs,
        long offsetMs,
        String emit,
        long allowedLatenessMs,
        @Nullable String lateTo,
        List<String> inputs,
        TypeModel accumulator,
        boolean merge,
        String method) {
    /** Once, at close. */
    public static final String FINAL = "final";

    public WindowModel {
        inputs = List.copyOf(inputs);
    }

    /**
     * Whether windows share panes: they overlap, and each gives its result once. A window that may give several is kept by
     * itself.
     */
    public boolean paned() {
        return kind == WindowKind.HOPPING && slideMs < sizeMs && allowedLatenessMs == 0;
    }

    /** Whether two accumulators must be made one. */
    public boolean needsMerge() {
        return kind == WindowKind.SESSION || paned();
    }

    /** The same with another topic for what comes too late. */
    public WindowModel withLateTo(@Nullable String topic) {
        return new WindowModel(
                name,
                kind,
                time,
                sizeMs,
                slideMs,
                offsetMs,
                emit,
                allowedLatenessMs,
                topic,
                inputs,
                accumulator,
                merge,
                method);
    }
}
