package io.millrace.testkit.sim;

import io.millrace.api.EventTimers;
import io.millrace.api.LongState;
import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TimerModel;
import io.millrace.model.TypeModel;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The second listener: behind the re-keyed topic, in event-time order, with two timers per key. */
final class OrderedListener extends SimBinding {
    static final String NAME = "ordered";
    static final long BELL_MS = 70;
    static final long TTL_MS = 400;
    private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);
    private static final ListenerModel MODEL = new ListenerModel(
            NAME,
            Handler.class.getName(),
            TEXT,
            Order.EVENT_TIME,
            null,
            FailureModel.DEFAULT,
            List.of(new InputModel("by-group", true, "on", 0, TEXT, false, false, null, true)),
            List.of(
                    new StoreModel("n", StoreKind.LONG, List.of(), -1, 0, null),
                    new StoreModel("chain", StoreKind.LONG, List.of(), -1, 0, null),
                    new StoreModel("fresh", StoreKind.LONG, List.of(), TTL_MS, 0, null)),
            List.of(new TimerModel("bells", true, TEXT, "ring")),
            List.of(new OutputModel("out", "ordered", false, null, TEXT)),
            List.of());

    record Handler(LongState n, LongState chain, LongState fresh, EventTimers<String> bells, Out<String> out) {
        void on(Message message) {
            fresh.add(1);
            link("r", message.uid(), message.time());
            String bell = bellOf(message);
            if (bells.due(bell) == null) {
                bells.after(bell, Duration.ofMillis(BELL_MS));
            }
        }

        void ring(String bell, long due) {
            link("t", Long.parseLong(bell), due);
        }

        private void link(String what, long uid, long time) {
            long count = n.add(1);
            chain.set(Message.chain(chain.get(), count, uid, time));
            out.send(what + "|" + uid + "|" + time + "|" + count + "|" + chain.get() + "|" + fresh.get());
        }
    }

    /** The id of the timer that a message sets. */
    static String bellOf(Message message) {
        return Long.toString(message.uid() % 2);
    }

    @Override
    @SuppressWarnings("unchecked")
    Object create(Map<String, Object> handles) {
        return new Handler(
                (LongState) handles.get("n"),
                (LongState) handles.get("chain"),
                (LongState) handles.get("fresh"),
                (EventTimers<String>) handles.get("bells"),
                (Out<String>) handles.get("out"));
    }

    @Override
    public ListenerModel model() {
        return MODEL;
    }

    @Override
    public Class<?> handlerType() {
        return Handler.class;
    }

    @Override
    public List<HandleRef> handles() {
        return List.of(
                new HandleRef("n", HandleRef.Kind.STORE, 0),
                new HandleRef("chain", HandleRef.Kind.STORE, 1),
                new HandleRef("fresh", HandleRef.Kind.STORE, 2),
                new HandleRef("bells", HandleRef.Kind.TIMER, 0),
                new HandleRef("out", HandleRef.Kind.OUTPUT, 0));
    }

    @Override
    public void onRecord(Object handler, int input, Object key, @Nullable Object body, Call call) {
        ((Handler) handler).on(Message.of(String.valueOf(body)));
    }

    @Override
    public void onTimer(Object handler, int timer, Object key, Call call) {
        ((Handler) handler).ring((String) call.timerId(), call.due().toEpochMilli());
    }
}
