package io.millrace.processor;

import io.micronaut.core.bind.annotation.Bindable;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.millrace.api.Priority;
import io.millrace.api.RecordInfo;
import io.millrace.api.Repartition;
import io.millrace.model.ErrorCode;
import io.millrace.model.InputModel;
import io.millrace.model.Names;
import java.util.ArrayList;
import java.util.List;

/** Reads the methods that take records: their topics, their one body, and the call with all arguments. */
final class InputReader {
    private final MethodReader methods;
    private final SourceType key;
    private final SourceTypes types;
    private final MessageRules messages;
    private final ValidationRules validation;
    private final Problems problems;
    private final List<Listener.Input> inputs = new ArrayList<>();

    InputReader(
            MethodReader methods,
            SourceType key,
            SourceTypes types,
            MessageRules messages,
            ValidationRules validation,
            Problems problems) {
        this.methods = methods;
        this.key = key;
        this.types = types;
        this.messages = messages;
        this.validation = validation;
        this.problems = problems;
    }

    /** One input per topic, without event time and tie-break yet. */
    List<Listener.Input> read(ResultReader results) {
        for (MethodElement method : methods.of(MethodReader.Role.TOPIC)) {
            readMethod(method, methods.topics(method), false, results);
        }
        for (MethodElement method : methods.of(MethodReader.Role.REPARTITION)) {
            readMethod(method, List.of(method.stringValue(Repartition.class).orElse("")), true, results);
        }
        return inputs;
    }

    private void readMethod(MethodElement method, List<String> topics, boolean repartition, ResultReader results) {
        List<ParameterElement> bodies = new ArrayList<>();
        List<String> arguments = new ArrayList<>();
        for (ParameterElement parameter : method.getParameters()) {
            arguments.add(argument(parameter, bodies));
        }
        if (bodies.size() != 1) {
            problems.add(
                    ErrorCode.BODY,
                    method,
                    method.getName() + "() must take exactly one message body, found " + bodies.size()
                            + ": write one parameter without annotation, @MessageHeader for headers, RecordInfo for the"
                            + " record's origin");
            return;
        }
        ParameterElement parameter = bodies.get(0);
        SourceType body = types.read(parameter.getGenericType(), parameter);
        if (body == null) {
            return;
        }
        if (!repartition) {
            messages.checkRead(parameter.getGenericType(), parameter);
        }
        boolean valid = validation.check(parameter);
        arguments.replaceAll(argument -> argument.isEmpty() ? body.cast("body") : argument);
        String call = "target." + method.getName() + "(" + String.join(", ", arguments) + ")";
        String statement = results.send(method, call);
        int priority = method.intValue(Priority.class).orElse(0);
        boolean nullable = Nullness.allowsNull(parameter);
        for (String topic : topics) {
            InputModel model = new InputModel(
                    topic, repartition, method.getName(), priority, body.model(), nullable, valid, null, false);
            inputs.add(new Listener.Input(model, body, method, statement, null, null, null));
        }
    }

    /** The Java expression of an argument; empty for the body, whose type comes later. */
    private String argument(ParameterElement parameter, List<ParameterElement> bodies) {
        ClassElement type = parameter.getGenericType();
        boolean header = Foreign.declared(parameter, Foreign.MESSAGE_HEADER);
        if (Keys.isKey(parameter) || header) {
            validation.refuse(parameter);
            return header ? header(parameter) : key.cast("key");
        }
        boolean body = Foreign.declared(parameter, Foreign.MESSAGE_BODY);
        if (!body && type.getName().equals(RecordInfo.class.getName())) {
            return "call.info()";
        }
        if (!body && parameter.hasStereotype(Bindable.class)) {
            problems.add(
                    ErrorCode.PARAMETER,
                    parameter,
                    "'" + parameter.getName() + "' cannot be bound here: take RecordInfo for topic, partition, offset"
                            + " and time");
            return "null";
        }
        bodies.add(parameter);
        return "";
    }

    private String header(ParameterElement parameter) {
        String name = parameter.getAnnotationValuesByName(Foreign.MESSAGE_HEADER).stream()
                .flatMap(header -> header.stringValue().or(() -> header.stringValue("name")).stream())
                .filter(given -> !given.isEmpty())
                .findFirst()
                .orElse(parameter.getName());
        if (name.startsWith(Names.RESERVED_HEADERS)) {
            problems.add(
                    ErrorCode.HEADER,
                    parameter,
                    "header '" + name + "' belongs to the engine: take RecordInfo, or a header of your own");
        }
        String type = SourceTypes.name(parameter.getGenericType());
        String quoted = JavaText.quoted(name);
        String value = "call.header(" + quoted + ")";
        if (type.equals("java.lang.String")) {
            value = "Bindings.text(" + value + ")";
        } else if (!type.equals("byte[]")) {
            problems.add(
                    ErrorCode.PARAMETER,
                    parameter,
                    "header '" + name + "' cannot be given as " + SourceTypes.shown(parameter.getGenericType())
                            + ": take String or byte[]");
        }
        return Nullness.allowsNull(parameter) ? value : "Bindings.required(" + value + ", " + quoted + ")";
    }
}
