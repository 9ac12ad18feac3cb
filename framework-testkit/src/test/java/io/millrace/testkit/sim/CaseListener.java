package io.millrace.testkit.sim;

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
import io.millrace.model.TypeModel;
import io.millrace.model.WindowModel;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Folds numbers in one window; its watermark comes in band, so that a case can set it. */
final class CaseListener extends SimBinding {
    static final String NAME = "case";
    private static final EventTimeModel BY_BODY = new EventTimeModel(0, -1);
    private final ListenerModel model;
    private final CaseFold fold;

    record Handler(Out<String> out) {}

    CaseListener(WindowModel window, CaseFold fold) {
        this.fold = fold;
        TypeModel text = new TypeModel("java.lang.String", List.of(), true);
        model = new ListenerModel(
                NAME,
                Handler.class.getName(),
                text,
                Order.ARRIVAL,
                null,
                FailureModel.DEFAULT,
                List.of(new InputModel("in", true, "on", 0, text, false, false, BY_BODY, false)),
                List.of(),
                List.of(),
                List.of(new OutputModel("out", "out", false, null, text)),
                List.of(window));
    }

    /** Tumbling windows, as they are without a word. */
    static WindowModel tumbling(long size, @Nullable String lateTo) {
        return new WindowModel(
                NAME,
                SpanModel.tumbling(size, 0),
                TimeDomain.EVENT,
                EmitModel.FINAL,
                0,
                lateTo,
                List.of("@in"),
                new TypeModel("java.lang.String", List.of(), true),
                true,
                "closed");
    }

    @Override
    @SuppressWarnings("unchecked")
    Object create(Map<String, Object> handles) {
        return new Handler((Out<String>) handles.get("out"));
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
        return List.of(new HandleRef("out", HandleRef.Kind.OUTPUT, 0));
    }

    @Override
    public void onRecord(Object handler, int input, Object key, @Nullable Object body, Call call) {}

    @Override
    public long eventTime(int input, Object body) {
        return CaseFold.Event.of((String) body).time();
    }

    @Override
    public Object foldWindow(int window, @Nullable Object soFar, Object body) {
        return fold.fold((String) soFar, CaseFold.Event.of((String) body));
    }

    @Override
    public long gap(int window, Object body) {
        return CaseFold.Event.of((String) body).gap();
    }

    @Override
    public Object mergeWindow(int window, Object earlier, Object later) {
        return CaseFold.SUM.fold((String) earlier, CaseFold.Event.of((String) later));
    }

    @Override
    public void onWindow(Object handler, int window, Object key, WindowSpan span, Object accumulator, Call call) {
        ((Handler) handler).out().send(span.start() + "|" + span.end() + "|" + fold.result((String) accumulator));
    }
}
