package io.millrace.testkit.sim;

import io.millrace.api.EventTimers;
import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.api.TimeDomain;
import io.millrace.api.WindowSpan;
import io.millrace.model.EmitModel;
import io.millrace.model.EventTimeModel;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.SpanModel;
import io.millrace.model.TimerModel;
import io.millrace.model.TypeModel;
import io.millrace.model.WindowModel;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One input whose watermark is made as a test wants it; what is sent shows each record, what the watermark was, and each
 * result. In order of arrival with a window, in event-time order without. A value such as {@code mark 5} tells the
 * watermark, {@code bell -5} sets a timer.
 */
final class TimedListener extends SimBinding {
    static final String NAME = "timed";
    static final String IN = "in";
    static final String OUT = "out";
    static final String LATE = "late";
    private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);
    private static final long WINDOW_MS = 50;
    private final ListenerModel model;

    record Handler(Out<String> out, EventTimers<String> bells) {}

    TimedListener(EventTimeModel time, Order order) {
        boolean ordered = order == Order.EVENT_TIME;
        model = new ListenerModel(
                NAME,
                Handler.class.getName(),
                TEXT,
                order,
                ordered ? LATE : null,
                FailureModel.DEFAULT,
                List.of(new InputModel(IN, false, "on", 0, TEXT, false, false, time, false)),
                List.of(),
                List.of(new TimerModel("bells", true, TEXT, "ring")),
                List.of(new OutputModel("out", OUT, false, null, TEXT)),
                ordered ? List.of() : List.of(window()));
    }

    private static WindowModel window() {
        return new WindowModel(
                "counted",
                SpanModel.tumbling(WINDOW_MS, 0),
                TimeDomain.EVENT,
                EmitModel.FINAL,
                0,
                LATE,
                List.of(IN),
                TEXT,
                true,
                "closed");
    }

    @Override
    @SuppressWarnings("unchecked")
    Object create(Map<String, Object> handles) {
        return new Handler((Out<String>) handles.get("out"), (EventTimers<String>) handles.get("bells"));
    }

    @Override
    boolean expectsBadRecords() {
        return true;
    }

    @Override
    public ListenerModel model() {
        return model;
    }

    @Override
    public Class<?> handlerType() {
        return Handler.class;
    }

    @Override
    public List<HandleRef> handles() {
        return List.of(new HandleRef("out", HandleRef.Kind.OUTPUT, 0), new HandleRef("bells", HandleRef.Kind.TIMER, 0));
    }

    /** What stands behind a word in the value; null: it is not such a value. */
    private static @Nullable Long told(Object body, String word) {
        String text = body.toString();
        return text.startsWith(word)
                ? Long.valueOf(text.substring(word.length()).trim())
                : null;
    }

    @Override
    public long eventTime(int input, Object body) {
        return Long.parseLong(body.toString());
    }

    @Override
    public OptionalLong watermark(int input, Object body) {
        Long mark = told(body, "mark");
        return mark == null ? OptionalLong.empty() : OptionalLong.of(mark);
    }

    @Override
    public void onRecord(Object handler, int input, Object key, @Nullable Object body, Call call) {
        Handler ours = (Handler) handler;
        Long bell = told(String.valueOf(body), "bell");
        if (bell != null) {
            ours.bells.at("bell", Instant.ofEpochMilli(bell));
        }
        ours.out.send(body + " at " + call.info().eventTime() + (call.info().late() ? " late" : "") + " behind "
                + call.info().watermark());
    }

    @Override
    public void onTimer(Object handler, int timer, Object key, Call call) {
        ((Handler) handler).out.send("rung");
    }

    @Override
    public Object foldWindow(int window, @Nullable Object soFar, Object body) {
        return soFar == null ? "1" : mergeWindow(window, soFar, "1");
    }

    @Override
    public Object mergeWindow(int window, Object earlier, Object later) {
        return Integer.toString(Integer.parseInt(earlier.toString()) + Integer.parseInt(later.toString()));
    }

    @Override
    public void onWindow(Object handler, int window, Object key, WindowSpan span, Object accumulator, Call call) {
        ((Handler) handler).out.send(span.start() + " has " + accumulator);
    }
}
