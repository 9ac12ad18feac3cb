package io.millrace.processor;

import io.millrace.api.RecordInfo;
import io.millrace.spi.Binding;
import io.millrace.spi.Call;
import io.millrace.spi.HandleRef;
import java.lang.reflect.Array;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Handles and a call that note what is done with them: {@code score.add(7)}. */
final class Recorder implements Call {
    final List<String> notes = new ArrayList<>();
    final Map<String, byte[]> headers = new HashMap<>();

    @Nullable
    Object timerId;

    /** A handle of the type that the handler's component has, for each handle of the binding. */
    Map<String, Object> handles(Binding binding) {
        Map<String, Object> handles = new HashMap<>();
        for (RecordComponent component : binding.handlerType().getRecordComponents()) {
            if (binding.handles().stream().map(HandleRef::parameter).anyMatch(component.getName()::equals)) {
                handles.put(component.getName(), handle(component.getName(), component.getType()));
            }
        }
        return handles;
    }

    private Object handle(String name, Class<?> type) {
        return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, (proxy, method, arguments) -> {
            if (method.getDeclaringClass() == Object.class) {
                return method.getName().equals("toString") ? name : Objects.hash(name);
            }
            notes.add(name + "." + method.getName() + shown(arguments));
            return zero(method);
        });
    }

    private static String shown(Object @Nullable [] arguments) {
        return arguments == null
                ? "()"
                : Arrays.stream(arguments).map(String::valueOf).collect(Collectors.joining(", ", "(", ")"));
    }

    private static @Nullable Object zero(Method method) {
        Class<?> type = method.getReturnType();
        return type.isPrimitive() && type != void.class ? Array.get(Array.newInstance(type, 1), 0) : null;
    }

    void header(String name, String value) {
        headers.put(name, value.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public RecordInfo info() {
        return new RecordInfo("payments", 3, 42, 1_000, 900, false);
    }

    @Override
    public byte @Nullable [] header(String name) {
        return headers.get(name);
    }

    @Override
    public Instant due() {
        return Instant.ofEpochMilli(77);
    }

    @Override
    public void send(int output, Object value) {
        notes.add("#" + output + ".send(" + value + ")");
    }

    @Override
    public Object timerId() {
        return Objects.requireNonNull(timerId);
    }
}
