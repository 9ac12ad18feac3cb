package io.millrace.windowing.window;

import io.millrace.api.Firing;
import io.millrace.api.WindowSpan;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;

/**
 * Windows of so many elements, each with its number as place: those that overlap share panes. A result is given by the element
 * that completes it, so nothing is ever due.
 *
 * @param every after how many elements there is a result
 * @param length of a pane, in elements
 * @param numbers store of the number that the key's next element has; none where nothing is open
 */
record CountWindows(long size, long every, long length, Panes panes, StateBuffer buffer, int numbers)
        implements KeyWindows {
    CountWindows(long size, long every, Panes panes, StateBuffer buffer, int numbers) {
        this(size, every, Slices.longestPane(size, every), panes, buffer, numbers);
    }

    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        Long known = (Long) buffer.get(numbers);
        long number = known == null ? 0 : known;
        long end = (Math.floorDiv(number, every) + 1) * every;
        if (number >= end - size) {
            panes.add(number - number % length, element);
        }
        if (number + 1 < end) {
            buffer.put(numbers, number + 1);
        } else {
            complete(end, time, sink);
        }
        return true;
    }

    private void complete(long end, long time, WindowSink sink) {
        long start = Math.max(0, end - size);
        Panes.Parts parts = panes.parts(start, end, start - start % size + size, length);
        panes.removeFrom(start, pane -> pane < end + every - size);
        // Numbers begin again where no later window needs what is there.
        buffer.put(numbers, every < size ? (Object) end : null);
        Object result = panes.merged(parts);
        if (result != null) {
            sink.emit(WindowSpan.global(Firing.ON_TIME, 0), time, result);
        }
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        throw new IllegalStateException("MR-0531 a window that counts elements is never due");
    }
}
