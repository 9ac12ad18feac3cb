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
 * @param emit when results are given
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
        EmitModel emit,
        long allowedLatenessMs,
        @Nullable String lateTo,
        List<String> inputs,
        TypeModel accumulator,
        boolean merge,
        String method) {
    public WindowModel {
        inputs = List.copyOf(inputs);
    }

    /**
     * Whether windows share panes: they overlap, and each gives its result once. A window that may give several is kept by
     * itself.
     */
    public boolean paned() {
        return kind == WindowKind.HOPPING && slideMs < sizeMs && allowedLatenessMs == 0 && emit.equals(EmitModel.FINAL);
    }

    /** Whether two accumulators must be made one. */
    public boolean needsMerge() {
        return kind == WindowKind.SESSION || paned();
    }

    /** Whether results are given by the wall clock while event time decides about the close. */
    public boolean earlyByWallClock() {
        return time == TimeDomain.EVENT && emit.everyMs() > 0 && emit.in() == TimeDomain.PROCESSING;
    }

    /** The same with another topic for what comes too late. */
    public WindowModel withLateTo(@Nullable String topic) {
        return copy(emit, topic, merge, method);
    }

    /** The same with results at other times. */
    public WindowModel withEmit(EmitModel other) {
        return copy(other, lateTo, merge, method);
    }

    /**
     * The same with the methods that belong to it.
     *
     * @param merges whether there is one that makes one accumulator of two
     * @param result the name of the one that takes its results
     */
    public WindowModel withMethods(boolean merges, String result) {
        return copy(emit, lateTo, merges, result);
    }

    /** The same with other lengths; of sessions the size is the gap. */
    public WindowModel withLengths(long newSizeMs, long newSlideMs, long newAllowedLatenessMs) {
        return new WindowModel(
                name,
                kind,
                time,
                newSizeMs,
                newSlideMs,
                offsetMs,
                emit,
                newAllowedLatenessMs,
                lateTo,
                inputs,
                accumulator,
                merge,
                method);
    }

    private WindowModel copy(EmitModel newEmit, @Nullable String newLateTo, boolean newMerge, String newMethod) {
        return new WindowModel(
                name,
                kind,
                time,
                sizeMs,
                slideMs,
                offsetMs,
                newEmit,
                allowedLatenessMs,
                newLateTo,
                inputs,
                accumulator,
                newMerge,
                newMethod);
    }
}
