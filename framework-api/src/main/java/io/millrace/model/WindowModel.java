package io.millrace.model;

import io.millrace.api.TimeDomain;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One window declaration of a listener.
 *
 * @param name unique within the listener
 * @param emit when results are given
 * @param lateTo topic for what comes too late; null: counted
 * @param inputs the {@link InputModel#label}s of the inputs whose records it takes
 * @param accumulator the folded type
 * @param merge whether two accumulators can be made one
 * @param method the {@code @OnWindow} method's name
 */
public record WindowModel(
        String name,
        SpanModel span,
        TimeDomain time,
        EmitModel emit,
        long allowedLatenessMs,
        @Nullable String lateTo,
        List<String> inputs,
        TypeModel accumulator,
        boolean merge,
        String method) {
    /** The longest of each of a window's durations: keeps all arithmetic on times far from overflow. */
    public static final long LENGTH_MS_MAX = Durations.positiveMs("36500d");

    public WindowModel {
        inputs = List.copyOf(inputs);
    }

    public WindowKind kind() {
        return span.kind();
    }

    /** Whether windows share panes: they overlap, and give no result before their close. Others are kept by themselves. */
    public boolean paned() {
        return switch (kind()) {
            case SLIDING, CUMULATING -> true;
            case HOPPING -> span.slide() < span.size() && emit.equals(EmitModel.FINAL);
            default -> false;
        };
    }

    /** Whether two accumulators must be made one. */
    public boolean needsMerge() {
        return switch (kind()) {
            case SESSION, HIERARCHY -> true;
            case COUNT -> span.slide() < span.size();
            default -> paned();
        };
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

    /** The same with other lengths. */
    public WindowModel withLengths(SpanModel newSpan, long newAllowedLatenessMs) {
        return new WindowModel(
                name, newSpan, time, emit, newAllowedLatenessMs, lateTo, inputs, accumulator, merge, method);
    }

    private WindowModel copy(EmitModel newEmit, @Nullable String newLateTo, boolean newMerge, String newMethod) {
        return new WindowModel(
                name, span, time, newEmit, allowedLatenessMs, newLateTo, inputs, accumulator, newMerge, newMethod);
    }
}
