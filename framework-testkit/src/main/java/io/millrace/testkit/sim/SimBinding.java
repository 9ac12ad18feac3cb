package io.millrace.testkit.sim;

import io.millrace.api.WindowAssigner;
import io.millrace.api.WindowSpan;
import io.millrace.spi.Binding;
import io.millrace.spi.Call;
import io.millrace.spi.TypeRef;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/** What the compiler would generate, by hand: all keys and messages are strings. */
abstract class SimBinding implements Binding {
    static final TypeRef STRING = TypeRef.of(String.class);

    /** A handler instance, as a bean container makes it. */
    abstract Object create(Map<String, Object> handles);

    /** Whether its input has late and invalid records on purpose; elsewhere they are a fault of the engine. */
    boolean expectsBadRecords() {
        return false;
    }

    @Override
    public TypeRef keyType() {
        return STRING;
    }

    @Override
    public TypeRef inputType(int input) {
        return STRING;
    }

    @Override
    public List<TypeRef> storeTypes(int store) {
        return switch (model().stores().get(store).kind()) {
            case LONG -> List.of(TypeRef.of(Long.class));
            case MAP, ROLLING -> List.of(STRING, STRING);
            default -> List.of(STRING);
        };
    }

    @Override
    public TypeRef timerIdType(int timer) {
        return STRING;
    }

    @Override
    public TypeRef outputKeyType(int output) {
        return STRING;
    }

    @Override
    public TypeRef outputValueType(int output) {
        return STRING;
    }

    @Override
    public void onTimer(Object handler, int timer, Object key, Call call) throws Exception {
        throw new IllegalArgumentException("no timer");
    }

    @Override
    public long eventTime(int input, Object body) {
        return Message.of(body).time();
    }

    @Override
    public OptionalLong watermark(int input, Object body) {
        throw new IllegalArgumentException("no watermark");
    }

    @Override
    public long tieBreak(int input, Object body) {
        return Message.of(body).uid();
    }

    @Override
    public TypeRef windowType(int window) {
        return STRING;
    }

    @Override
    public Object foldWindow(int window, @Nullable Object soFar, Object body) {
        throw new IllegalArgumentException("no window");
    }

    @Override
    public Object mergeWindow(int window, Object earlier, Object later) {
        throw new IllegalArgumentException("no window");
    }

    @Override
    public long gap(int window, Object body) {
        throw new IllegalArgumentException("no gap");
    }

    @Override
    public WindowAssigner assigner(int window) {
        throw new IllegalArgumentException("no assigner");
    }

    @Override
    public void onWindow(Object handler, int window, Object key, WindowSpan span, Object accumulator, Call call) {
        throw new IllegalArgumentException("no window");
    }

    @Override
    public Object fold(int store, @Nullable Object soFar, Object element) {
        throw new IllegalArgumentException("no fold");
    }

    @Override
    public @Nullable Object unfold(int store, Object soFar, Object element) {
        throw new IllegalArgumentException("no fold");
    }
}
