package io.millrace.engine;

import io.millrace.api.Firing;
import io.millrace.api.TimeDomain;
import io.millrace.api.WindowSpan;
import io.millrace.model.WindowModel;
import io.millrace.port.Events;
import io.millrace.state.DueEntry;
import io.millrace.state.StateBuffer;
import io.millrace.windowing.window.KeyWindows;
import io.millrace.windowing.window.WindowSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A task's windows: which of them take an input's records, and the way of their results to the handler. */
final class TaskWindows {
    /** Why a record is late here. */
    private static final String REASON = "window-closed";

    private final ListenerPlan plan;
    private final StoreLayout layout;
    private final CallContext call;
    private final Outbox outbox;
    private final Letters letters;
    private final Object handler;
    private final List<Window> windows = new ArrayList<>();
    private final List<List<Window>> byInput;
    private int late;
    private int lateDropped;

    /** What a window would have given, as far as that could be said. */
    record Lost(String window, @Nullable WindowSpan span, long time, byte @Nullable [] accumulator) {}

    TaskWindows(
            ListenerPlan plan,
            StoreLayout layout,
            StateBuffer buffer,
            CallContext call,
            Outbox outbox,
            Object handler) {
        this.plan = plan;
        this.layout = layout;
        this.call = call;
        this.outbox = outbox;
        this.letters = new Letters(plan, call.task());
        this.handler = handler;
        for (int i = 0; i < plan.model().windows().size(); i++) {
            windows.add(new Window(i, layout.windows(i, buffer, call)));
        }
        byInput = plan.model().inputs().stream()
                .map(input -> windows.stream()
                        .filter(window -> window.model.inputs().contains(input.label()))
                        .toList())
                .toList();
    }

    /** One declaration's windows, and where their results go: one object, reused for each call. */
    private final class Window implements WindowSink {
        final int index;
        final WindowModel model;
        final KeyWindows windows;
        private Object key = "";
        private byte[] keyBytes = {};
        private long watermark;

        Window(int index, KeyWindows windows) {
            this.index = index;
            this.model = plan.model().windows().get(index);
            this.windows = windows;
        }

        /** False if the record is too late for it. */
        boolean add(Taken taken, Object body, long watermarkNow) {
            at(taken.key(), taken.keyBytes(), watermarkNow);
            if (model.time() == TimeDomain.EVENT) {
                return windows.add(body, taken.eventTime(), watermarkNow, this);
            }
            // By the wall clock nothing is late: a window is open until its result was given.
            long now = call.wallMs();
            return windows.add(body, now, now, this);
        }

        void fire(DueEntry due, Object dueKey, long watermarkNow) {
            at(dueKey, due.key(), watermarkNow);
            windows.fire(due, this);
        }

        private void at(Object callKey, byte[] callKeyBytes, long watermarkNow) {
            key = callKey;
            keyBytes = callKeyBytes;
            watermark = watermarkNow;
        }

        @Override
        public void emit(WindowSpan span, long time, Object accumulator) {
            // Before its close a window's last instant lies ahead: nothing must expire by it.
            boolean passed = model.time() == TimeDomain.EVENT && span.firing() != Firing.EARLY;
            call.enterWindow(keyBytes, index, span, passed, time, watermark);
            try {
                plan.binding().onWindow(handler, index, key, span, accumulator, call);
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new UserCallFailed(e);
            }
        }

        Lost lose(DueEntry due) {
            Lost[] lost = {new Lost(model.name(), null, due.time(), null)};
            try {
                windows.fire(
                        due,
                        (span, time, value) -> lost[0] = new Lost(
                                model.name(),
                                span,
                                time,
                                layout.windowCodec(index).encode(value)));
            } catch (RuntimeException e) {
                // Its merge fails: the state has moved on all the same, and the letter says which window it was.
                return lost[0];
            }
            return lost[0];
        }
    }

    /** Adds the record under way to all windows that take it. */
    void add(Taken taken, long watermark) {
        late = 0;
        lateDropped = 0;
        Object body = taken.body();
        if (body == null) {
            return;
        }
        List<Window> fed = byInput.get(taken.input().index());
        for (int i = 0; i < fed.size(); i++) {
            Window window = fed.get(i);
            if (!window.add(taken, body, watermark)) {
                late++;
                String topic = window.model.lateTo();
                if (topic == null) {
                    lateDropped++;
                } else {
                    outbox.add(letters.late(topic, taken.record(), REASON, window.model.name()));
                }
            }
        }
    }

    /** Reports for how many windows the last record, which is kept now, came too late. */
    void reportLate(Events events) {
        for (int i = 0; i < late; i++) {
            events.late(call.task(), REASON);
        }
        for (int i = 0; i < lateDropped; i++) {
            events.lateDropped(call.task(), REASON);
        }
    }

    /** Gives the result that is due, if one is. */
    void fire(DueEntry due, Object key, long watermark) {
        window(due).fire(due, key, watermark);
    }

    /** Does the same to the state, but calls no handler; says what was lost. */
    Lost lose(DueEntry due) {
        return window(due).lose(due);
    }

    private Window window(DueEntry due) {
        return windows.get(layout.window(due.store()));
    }
}
