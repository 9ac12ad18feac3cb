package io.millrace.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a window declaration's windows cover. Times are milliseconds; those of count windows are records.
 *
 * @param size how long a window is, the longest where they grow or nest; of sessions the gap, 0 if each record says its own
 * @param slide from one start to the next; where they grow, from one end to the next; of sessions 0
 * @param offset of all starts
 * @param levels of a hierarchy, ascending; else empty
 * @param assigner class name of a custom one's assigner; else null
 */
public record SpanModel(
        WindowKind kind, long size, long slide, long offset, List<Long> levels, @Nullable String assigner) {
    public SpanModel {
        levels = List.copyOf(levels);
    }

    private SpanModel(WindowKind kind, long size, long slide, long offset) {
        this(kind, size, slide, offset, List.of(), null);
    }

    public static SpanModel tumbling(long size, long offset) {
        return new SpanModel(WindowKind.TUMBLING, size, size, offset);
    }

    public static SpanModel hopping(long size, long slide, long offset) {
        return new SpanModel(WindowKind.HOPPING, size, slide, offset);
    }

    /**
     * @param gap 0 if each record says its own
     */
    public static SpanModel session(long gap) {
        return new SpanModel(WindowKind.SESSION, gap, 0, 0);
    }

    public static SpanModel sliding(long size) {
        return new SpanModel(WindowKind.SLIDING, size, 0, 0);
    }

    public static SpanModel cumulating(long size, long step, long offset) {
        return new SpanModel(WindowKind.CUMULATING, size, step, offset);
    }

    /**
     * @param levels at least one
     */
    public static SpanModel hierarchy(List<Long> levels, long offset) {
        long longest = levels.get(levels.size() - 1);
        return new SpanModel(WindowKind.HIERARCHY, longest, longest, offset, levels, null);
    }

    public static SpanModel global() {
        return new SpanModel(WindowKind.GLOBAL, 0, 0, 0);
    }

    /**
     * @param every after how many records there is a result
     */
    public static SpanModel count(long size, long every) {
        return new SpanModel(WindowKind.COUNT, size, every, 0);
    }

    public static SpanModel custom(String assigner) {
        return new SpanModel(WindowKind.CUSTOM, 0, 0, 0, List.of(), assigner);
    }

    /** The same kind with other lengths. */
    public SpanModel withLengths(long newSize, long newSlide) {
        return new SpanModel(kind, newSize, newSlide, offset, levels, assigner);
    }

    /** Whether each record says how long its session lasts without another. */
    public boolean gapByRecord() {
        return kind == WindowKind.SESSION && size == 0;
    }

    /** After how long the windows begin again: an offset is shorter. */
    long cycle() {
        return kind == WindowKind.CUMULATING ? size : slide;
    }
}
