package io.millrace.testkit.sim;

import io.millrace.api.Order;
import io.millrace.api.Out;
import io.millrace.api.ValueState;
import io.millrace.model.FailureModel;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.OutputModel;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import io.millrace.model.TypeModel;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import io.millrace.spi.TypeRef;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A handler that changes what it was given and what it has sent: neither may count. */
final class CarelessListener extends SimBinding {
    private static final TypeModel TEXT = new TypeModel("java.lang.String", List.of(), true);
    private final ListenerModel model;

    record Handler(ValueState<byte[]> marks, Out<Object> out) {
        void on(Message message) {
            byte[] seen = marks.orElse(new byte[] {0});
            StringBuilder text = new StringBuilder(message.uid() + "|" + seen[0]);
            out.send(text);
            text.append("|changed after it was sent");
            if (message.uid() % 2 == 0) {
                marks.set(new byte[] {(byte) (seen[0] + 1)});
            } else {
                seen[0] += 50;
            }
        }
    }

    /**
     * @param immutable what is said of the state's type, which can be changed
     */
    CarelessListener(boolean immutable) {
        TypeModel bytes = new TypeModel("byte[]", List.of(), immutable);
        model = new ListenerModel(
                "careless",
                Handler.class.getName(),
                TEXT,
                Order.ARRIVAL,
                null,
                FailureModel.DEFAULT,
                List.of(new InputModel("in", false, "on", 0, TEXT, false, false, null, false)),
                List.of(new StoreModel("marks", StoreKind.VALUE, List.of(bytes), -1, 0, null)),
                List.of(),
                List.of(new OutputModel("out", "out", false, null, TEXT)),
                List.of());
    }

    @Override
    @SuppressWarnings("unchecked")
    Object create(Map<String, Object> handles) {
        return new Handler((ValueState<byte[]>) handles.get("marks"), (Out<Object>) handles.get("out"));
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
    public List<TypeRef> storeTypes(int store) {
        return List.of(TypeRef.of(byte[].class));
    }

    @Override
    public List<HandleRef> handles() {
        return List.of(new HandleRef("marks", HandleRef.Kind.STORE, 0), new HandleRef("out", HandleRef.Kind.OUTPUT, 0));
    }

    @Override
    public void onRecord(Object handler, int input, Object key, @Nullable Object body, Call call) {
        ((Handler) handler).on(Message.of(String.valueOf(body)));
    }
}
