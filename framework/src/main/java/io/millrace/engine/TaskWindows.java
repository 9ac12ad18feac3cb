package io.millrace.engine;

import io.millrace.api.TimeDomain;
import io.millrace.api.WindowSpan;
import io.millrace.model.WindowModel;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import io.millrace.state.codec.Codec;
import io.millrace.windowing.window.KeyWindows;
import io.millrace.windowing.window.WindowSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task's windows: which of them take an input's records, and the way of their results to the handler. */
final class TaskWindows {
    /** Why a record is late here. */
    static final String REASON = "window-closed";

    private final ListenerPlan plan;
    private final StoreLayout layout;
    private final CallContext call;
    private final Outbox outbox;
    private final Letters letters;
    private final Object handler;
    private final List<Window> windows = new ArrayList<>();
    private final List<List<Window>> byInput = new ArrayList<>();
    private int late;

    private record Window(int index, WindowModel model, KeyWindows windows) {}

    /** What a window would have given, and how far that could be said. */
    record Lost(String window, @Nullable WindowSpan span, byte @Nullable [] accumulator) {}

    TaskWindows(
            ListenerPlan plan,
            StoreLayout layout,
            StateBuffer buffer,
            CallContext call,
            Outbox outbox,
            Letters letters,
            Object handler) {
        this.plan = plan;
        this.layout = layout;
        this.call = call;
        this.outbox = outbox;
        this.letters = letters;
        this.handler = handler;
        List<WindowModel> models = plan.model().windows();
        for (int i = 0; i < models.size(); i++) {
            windows.add(new Window(i, models.get(i), layout.windows(i, buffer)));
        }
        plan.model()
                .inputs()
                .forEach(input -> byInput.add(windows.stream()
                        .filter(window -> window.model().inputs().contains(input.label()))
                        .toList()));
    }

    /** Adds the record under way to all windows that take it. */
    void add(Taken taken, long watermark) {
        late = 0;
        List<Window> fed = byInput.get(taken.input().index());
        Object body = taken.body();
        if (body == null) {
            return;
        }
        for (int i = 0; i < fed.size(); i++) {
            Window window = fed.get(i);
            boolean eventTime = window.model().time() == TimeDomain.EVENT;
            long time = eventTime ? taken.eventTime() : call.wallMs();
            // By the wall clock a window is open until its result was given.
            long now = eventTime ? watermark : time;
            WindowSink sink =
                    (span, accumulator) -> result(window, taken.key(), taken.keyBytes(), span, accumulator, now);
            if (!window.windows().add(body, time, now, sink)) {
                late(window.model(), taken);
            }
        }
    }

    private void late(WindowModel window, Taken taken) {
        late++;
        String topic = window.lateTo();
        if (topic != null) {
            outbox.add(letters.late(topic, taken.record(), REASON, window.name()));
        }
    }

    /** How many windows found the last record too late. */
    int lateOfLast() {
        return late;
    }

    private void result(
            Window window, Object key, byte[] keyBytes, WindowSpan span, Object accumulator, long watermark) {
        call.enterWindow(keyBytes, window.index(), span.end() - 1, watermark);
        try {
            plan.binding().onWindow(handler, window.index(), key, span, accumulator, call);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new UserCallFailed(e);
        }
    }

    /** Gives the result that is due, if one is. */
    void fire(DueEntry due, Object key, long watermark) {
        Window window = windows.get(layout.window(due.store()));
        window.windows().fire(due, (span, accumulator) -> result(window, key, due.key(), span, accumulator, watermark));
    }

    /** Does the same to the state, but calls no handler; says what was lost. */
    Lost lose(DueEntry due) {
        Window window = windows.get(layout.window(due.store()));
        String name = window.model().name();
        Codec<Object> codec = layout.windowCodec(window.index());
        Lost[] lost = {new Lost(name, null, null)};
        try {
            window.windows().fire(due, (span, value) -> lost[0] = new Lost(name, span, codec.encode(value)));
        } catch (RuntimeException e) {
            // Its merge fails: the state has moved on all the same, and the letter says at least which window it was.
            return lost[0];
        }
        return lost[0];
    }
}
