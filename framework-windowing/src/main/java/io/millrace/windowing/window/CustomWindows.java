package io.millrace.windowing.window;

import io.millrace.api.WindowAssigner;
import io.millrace.model.WindowModel;
import io.millrace.state.DueEntry;
import java.util.ArrayList;
import java.util.List;

/** Each window by itself, as a public assigner says. */
record CustomWindows(WindowAssigner assigner, String name, KeptWindows windows) implements KeyWindows {
    private record Span(long start, long end) {}

    @Override
    public boolean add(Object element, long time, long now, WindowSink sink) {
        List<Span> spans = new ArrayList<>(1);
        assigner.assign(time, (start, end) -> spans.add(checked(time, start, end)));
        boolean taken = spans.isEmpty();
        for (Span span : spans) {
            if (!windows.gone(span.end(), now)) {
                taken = true;
                windows.add(WindowKey.of(span.start(), span.end()), span.end(), element, time, now, sink);
            }
        }
        return taken;
    }

    private Span checked(long time, long start, long end) {
        boolean holds = start <= time && time < end;
        if (!holds || time - start > WindowModel.LENGTH_MS_MAX || end - time > WindowModel.LENGTH_MS_MAX) {
            throw new IllegalArgumentException("MR-0620 the assigner of window '" + name + "' gave [" + start + ", "
                    + end + ") for a record of " + time + ": the record's time must lie in it, and neither end may be"
                    + " more than 36500 days away");
        }
        return new Span(start, end);
    }

    @Override
    public void fire(DueEntry due, WindowSink sink) {
        windows.fire(due, sink);
    }
}
