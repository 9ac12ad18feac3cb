package io.millrace.processor;

import io.millrace.model.Manifest;
import io.millrace.spi.Bindings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Writes a listener's {@code Binding}: constants, and one switch with direct calls per kind of call. */
final class BindingWriter {
    private static final String HEADER =
            """
            import io.millrace.api.WindowAssigner;
            import io.millrace.api.WindowSpan;
            import io.millrace.model.ListenerModel;
            import io.millrace.model.Manifest;
            import io.millrace.spi.Binding;
            import io.millrace.spi.Bindings;
            import io.millrace.spi.Call;
            import io.millrace.spi.HandleRef;
            import io.millrace.spi.TypeRef;
            import java.util.List;
            import java.util.OptionalLong;

            /** Direct calls into {@link %s}. Generated; never import it. */
            @SuppressWarnings({"cast", "deprecation", "removal", "unchecked"})
            public final class %s implements Binding {
            """;

    private final Listener listener;
    private final String handler;
    private final StringBuilder out = new StringBuilder();

    BindingWriter(Listener listener) {
        this.listener = listener;
        this.handler = listener.handler().getCanonicalName();
    }

    /** The generated class, within the handler's package. */
    static String simpleName(Listener listener) {
        String name = listener.handler().getName();
        String packageName = listener.handler().getPackageName();
        return Bindings.simpleName(name.substring(packageName.length() + 1));
    }

    String write() {
        out.append("package ").append(listener.handler().getPackageName()).append(";\n\n");
        out.append(HEADER.formatted(handler, simpleName(listener)));
        constants();
        accessors();
        calls();
        windowCalls();
        return out.append("}\n").toString();
    }

    private void constants() {
        String json = JavaText.block(Manifest.toJson(listener.model()), "            ");
        constant("ListenerModel", "MODEL", "Manifest.fromJson(" + json + ")");
        constant(
                "List<HandleRef>",
                "HANDLES",
                list(listener.handles().stream()
                        .map(ref -> "new HandleRef(" + JavaText.quoted(ref.parameter()) + ", HandleRef.Kind."
                                + ref.kind() + ", " + ref.index() + ")")));
        constant("TypeRef", "KEY", listener.key().typeRef());
        constant("List<TypeRef>", "INPUTS", list(listener.inputs().stream().map(i -> i.body()
                .typeRef())));
        constant(
                "List<List<TypeRef>>",
                "STORES",
                list(listener.stores().stream()
                        .map(store -> "List.of("
                                + store.types().stream()
                                        .map(SourceType::typeRef)
                                        .collect(Collectors.joining(", ")) + ")")));
        constant(
                "List<TypeRef>",
                "OUTPUT_KEYS",
                list(listener.outputs().stream().map(output -> refOrKey(output.key()))));
        constant(
                "List<TypeRef>",
                "OUTPUT_VALUES",
                list(listener.outputs().stream().map(output -> output.value().typeRef())));
        listener.stores().stream()
                .map(Listener.Store::folding)
                .flatMap(folding -> folding == null ? Stream.empty() : folding.constants().stream())
                .forEach(declaration -> out.append("    ").append(declaration).append('\n'));
    }

    private static String refOrKey(@Nullable SourceType type) {
        return type == null ? "KEY" : type.typeRef();
    }

    private void constant(String type, String name, String value) {
        out.append("    private static final %s %s = %s;\n".formatted(type, name, value));
    }

    private static String list(Stream<String> items) {
        return items.map(item -> "\n            " + item).collect(Collectors.joining(",", "List.of(", ")"));
    }

    private void accessors() {
        method("ListenerModel model()", "return MODEL;");
        method("Class<?> handlerType()", "return " + handler + ".class;");
        method("List<HandleRef> handles()", "return HANDLES;");
        method("TypeRef keyType()", "return KEY;");
        method("TypeRef inputType(int input)", "return INPUTS.get(input);");
        method("List<TypeRef> storeTypes(int store)", "return STORES.get(store);");
        choose(
                "TypeRef timerIdType(int timer)",
                "timer",
                listener.timers(),
                timer -> timer.id() == null ? null : timer.id().typeRef());
        method("TypeRef outputKeyType(int output)", "return OUTPUT_KEYS.get(output);");
        method("TypeRef outputValueType(int output)", "return OUTPUT_VALUES.get(output);");
    }

    private void calls() {
        dispatch(
                "void onRecord(Object handler, int input, Object key, Object body, Call call) throws Exception",
                "input",
                listener.inputs().stream().map(Listener.Input::call).toList());
        dispatch(
                "void onTimer(Object handler, int timer, Object key, Call call) throws Exception",
                "timer",
                listener.timers().stream().map(Listener.Timer::call).toList());
        choose(
                "long eventTime(int input, Object body) throws Exception",
                "input",
                listener.inputs(),
                input -> onHandler(input.eventTime()));
        choose(
                "OptionalLong watermark(int input, Object body) throws Exception",
                "input",
                listener.inputs(),
                input -> onHandler(input.watermark()));
        choose(
                "long tieBreak(int input, Object body) throws Exception",
                "input",
                listener.inputs(),
                input -> onHandler(input.tieBreak()));
        choose(
                "Object fold(int store, Object soFar, Object element) throws Exception",
                "store",
                listener.stores(),
                store -> store.folding() == null ? null : store.folding().fold());
        choose(
                "Object unfold(int store, Object soFar, Object element) throws Exception",
                "store",
                listener.stores(),
                store -> store.folding() == null ? null : store.folding().unfold());
    }

    private void windowCalls() {
        choose("TypeRef windowType(int window)", "window", listener.windows(), window -> window.accumulator()
                .typeRef());
        choose(
                "Object foldWindow(int window, Object soFar, Object body) throws Exception",
                "window",
                listener.windows(),
                Listener.Window::fold);
        choose(
                "Object mergeWindow(int window, Object earlier, Object later) throws Exception",
                "window",
                listener.windows(),
                Listener.Window::merge);
        choose(
                "long gap(int window, Object body) throws Exception",
                "window",
                listener.windows(),
                Listener.Window::gap);
        choose("WindowAssigner assigner(int window)", "window", listener.windows(), window -> {
            String assigner = window.model().span().assigner();
            return assigner == null ? null : "new " + assigner.replace('$', '.') + "()";
        });
        dispatch(
                "void onWindow(Object handler, int window, Object key, WindowSpan span, Object accumulator, Call call)"
                        + " throws Exception",
                "window",
                listener.windows().stream().map(Listener.Window::call).toList());
    }

    private @Nullable String onHandler(@Nullable String call) {
        return call == null ? null : handler + "." + call;
    }

    /** Calls on the handler's instance, by index. */
    private void dispatch(String signature, String index, List<@Nullable String> calls) {
        if (calls.isEmpty()) {
            method(signature, unknown(index));
            return;
        }
        List<String> lines = new ArrayList<>();
        lines.add(handler + " target = (" + handler + ") handler;");
        lines.add("switch (" + index + ") {");
        for (int i = 0; i < calls.size(); i++) {
            lines.add("    case " + i + " -> " + calls.get(i) + ";");
        }
        lines.add("    default -> " + unknown(index));
        lines.add("}");
        method(signature, lines.toArray(String[]::new));
    }

    /** A value by index, for those parts that have one. */
    private <T> void choose(String signature, String index, List<T> parts, Function<T, @Nullable String> value) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            String expression = value.apply(parts.get(i));
            if (expression != null) {
                lines.add("    case " + i + " -> " + expression + ";");
            }
        }
        if (lines.isEmpty()) {
            method(signature, unknown(index));
            return;
        }
        lines.add(0, "return switch (" + index + ") {");
        lines.add("    default -> " + unknown(index));
        lines.add("};");
        method(signature, lines.toArray(String[]::new));
    }

    private static String unknown(String index) {
        return "throw new IllegalArgumentException(\"" + index + " \" + " + index + ");";
    }

    private void method(String signature, String... lines) {
        out.append("\n    @Override\n    public ").append(signature).append(" {\n");
        for (String line : lines) {
            out.append("        ").append(line).append('\n');
        }
        out.append("    }\n");
    }
}
