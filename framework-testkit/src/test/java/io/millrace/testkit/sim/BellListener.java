package io.millrace.testkit.sim;

import io.millrace.api.EventTimers;
import io.millrace.api.KeyedOut;
import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.model.EventTimeModel;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.TimerModel;
import io.millrace.model.TypeModel;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One input; each record sets a timer that no later record reaches, and is re-keyed. */
final class BellListener extends SimBinding {
    static final String IN = "in";
    static final String OUT = "out";
    static final String REKEYED = MergeListener.FIRST;
    static final String LATE = "late";
    private static final Duration FAR = Duration.ofDays(30);
    private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);
    private final ListenerModel model;

    record Handler(EventTimers<String> bells, Out<String> out, KeyedOut<String, String> rekeyed) {}

    BellListener(Order order) {
        model = new ListenerModel(
                "bells",
                Handler.class.getName(),
                TEXT,
                order,
                order == Order.EVENT_TIME ? LATE : null,
                FailureModel.DEFAULT,
                List.of(new InputModel(IN, false, "on", 0, TEXT, false, false, new EventTimeModel(0, -1), true)),
                List.of(),
                List.of(new TimerModel("bells", true, TEXT, "ring")),
                List.of(
                        new OutputModel("out", OUT, false, null, TEXT),
                        new OutputModel("rekeyed", REKEYED, true, TEXT, TEXT)),
                List.of());
    }

    @Override
    @SuppressWarnings("unchecked")
    Object create(Map<String, Object> handles) {
        return new Handler(
                (EventTimers<String>) handles.get("bells"), (Out<String>) handles.get("out"), (KeyedOut<String, String>)
                        handles.get("rekeyed"));
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
        return List.of(
                new HandleRef("bells", HandleRef.Kind.TIMER, 0),
                new HandleRef("out", HandleRef.Kind.OUTPUT, 0),
                new HandleRef("rekeyed", HandleRef.Kind.OUTPUT, 1));
    }

    @Override
    public void onRecord(Object handler, int input, Object key, @Nullable Object body, Call call) {
        Handler ours = (Handler) handler;
        Message message = Message.of(String.valueOf(body));
        ours.bells.after(Long.toString(message.uid()), FAR);
        ours.out.send("r" + message.uid() + (call.info().late() ? " late" : ""));
        ours.rekeyed.send(message.group(), message.text());
    }

    @Override
    public void onTimer(Object handler, int timer, Object key, Call call) {
        Handler ours = (Handler) handler;
        ours.out.send("t" + call.timerId());
        ours.rekeyed.send(String.valueOf(call.timerId()), "t" + call.timerId());
    }
}
