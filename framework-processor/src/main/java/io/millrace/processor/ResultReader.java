package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.MethodElement;
import io.millrace.api.To;
import io.millrace.model.ErrorCode;
import io.millrace.model.Names;
import io.millrace.model.OutputModel;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads what methods return: nothing, or messages for the topic that {@code @To} names, which becomes an output. */
final class ResultReader {
    /** As return types these mean many messages; any other type is a message itself. */
    private static final Set<String> MANY = Set.of(
            "java.lang.Iterable",
            "java.util.Collection",
            "java.util.List",
            "java.util.Set",
            "java.util.SequencedCollection");

    private static final Map<String, String> INSTEAD = Map.of(
            "java.util.Optional", "@Nullable on the value's type says the same",
            "java.util.stream.Stream", "an Iterable or List of messages says the same",
            "java.util.concurrent.CompletableFuture", "results of work elsewhere would come after the commit",
            "java.util.concurrent.CompletionStage", "results of work elsewhere would come after the commit",
            "java.util.concurrent.Future", "results of work elsewhere would come after the commit",
            "org.reactivestreams.Publisher", "results of work elsewhere would come after the commit",
            "reactor.core.publisher.Mono", "results of work elsewhere would come after the commit",
            "reactor.core.publisher.Flux", "results of work elsewhere would come after the commit");

    private final SourceTypes types;
    private final MessageRules messages;
    private final List<Listener.Output> outputs;
    private final Problems problems;

    /** @param outputs where those of methods are added behind those of handles */
    ResultReader(SourceTypes types, MessageRules messages, List<Listener.Output> outputs, Problems problems) {
        this.types = types;
        this.messages = messages;
        this.outputs = outputs;
        this.problems = problems;
    }

    /** The Java statement for a method's call that also sends what it returns. */
    String send(MethodElement method, String call) {
        String topic = method.stringValue(To.class).orElse(null);
        if (topic == null) {
            nothing(method, problems);
            return call;
        }
        ClassElement returned = method.getGenericReturnType();
        String to = "@To(\"" + topic + "\") " + method.getName() + "()";
        if (returned.isVoid()) {
            refused(method, to + " returns nothing: return the message, or remove @To");
            return call;
        }
        String instead = INSTEAD.get(returned.getName());
        if (instead != null) {
            refused(method, to + " cannot return " + SourceTypes.shown(returned) + ": " + instead);
            return call;
        }
        boolean many = MANY.contains(returned.getName());
        boolean optional = Nullness.allowsNull(method);
        if (many && optional) {
            refused(method, to + " returns many or null: remove @Nullable and return an empty list for none");
        }
        ClassElement message = many ? returned.getFirstTypeArgument().orElse(returned) : returned;
        SourceType value = types.usable(returned, method) ? types.read(message, method) : null;
        if (value == null) {
            return call;
        }
        messages.checkSent(message, method);
        int output = outputs.size();
        OutputModel model = new OutputModel(Names.kebab(method.getName()), topic, false, null, value.model());
        outputs.add(new Listener.Output(model, null, value, method));
        String named = ", " + output + ", " + JavaText.quoted(method.getName() + "()") + ", " + call + ")";
        return many
                ? "Bindings.sendAll(call" + named
                : optional ? "Bindings.sendIfAny(call, " + output + ", " + call + ")" : "Bindings.send(call" + named;
    }

    /** For methods that return nothing. */
    static void nothing(MethodElement method, Problems problems) {
        if (!method.getReturnType().isVoid()) {
            boolean listens = Foreign.declared(method, Foreign.TOPIC)
                    || method.hasDeclaredAnnotation("io.millrace.api.Repartition");
            problems.add(
                    ErrorCode.RETURN_TYPE,
                    method,
                    method.getName() + "() returns " + SourceTypes.shown(method.getGenericReturnType()) + ": "
                            + (listens ? "say where it goes, @To(\"topic\") on the method, or " : "")
                            + "make it void and send through an Out handle of the constructor");
        }
    }

    private void refused(MethodElement method, String message) {
        problems.add(ErrorCode.RETURN_TYPE, method, message);
    }
}
