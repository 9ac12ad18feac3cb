package io.millrace.windowing.window;

import io.millrace.state.DueEntry;

/**
 * The windows of one declaration, for the key that is selected in the buffer.
 *
 * <p>Whatever it does is part of the record or firing under way: kept or undone with it. Changes come before calls of the
 * sink, so that a sink that fails leaves a state that may be kept. Used by the task's thread only.
 */
public sealed interface KeyWindows
        permits SingleWindows,
                PanedWindows,
                SessionWindows,
                HierarchyWindows,
                GlobalWindows,
                CountWindows,
                CustomWindows {
    /**
     * Folds an element into all windows that are not gone. Those that have closed already, while lateness is allowed, give a
     * refined result at once.
     *
     * @param time the element's
     * @param now everything before it has happened: the watermark; every entry that is due was fired
     * @return false if there are windows for that time, but all are gone
     */
    boolean add(Object element, long time, long now, WindowSink sink);

    /** Does what is due for an entry of these stores: gives a window's result, or forgets it. */
    void fire(DueEntry due, WindowSink sink);
}
