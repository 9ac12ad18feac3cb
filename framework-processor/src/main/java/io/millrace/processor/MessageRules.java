package io.millrace.processor;

import io.micronaut.annotation.processing.visitor.JavaVisitorContext;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.visitor.VisitorContext;
import io.millrace.model.ErrorCode;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What JSON by Micronaut Serialization asks of message types, said where it would answer: for records and sealed types
 * that no registered serde is known for.
 */
final class MessageRules {
    /** Processor option; {@code off} for projects that register serdes for their message types. */
    static final String OPTION = "millrace.serdeable";

    private static final String SERDEABLE = "io.micronaut.serde.annotation.Serdeable";

    /** As written, and as Micronaut Serialization's processor keeps it. */
    private static final List<String> SUBTYPED = List.of(
            "com.fasterxml.jackson.annotation.JsonTypeInfo",
            "io.micronaut.serde.config.annotation.SerdeConfig$SerSubtyped");

    private final VisitorContext context;
    private final Problems problems;
    private final boolean on;
    private final Set<String> said = new HashSet<>();

    MessageRules(VisitorContext context, Problems problems) {
        this.context = context;
        this.problems = problems;
        this.on = context.getClassElement(SERDEABLE).isPresent() && !"off".equals(option(context));
    }

    /** Micronaut's own view of options holds only those that begin with micronaut. */
    private static @Nullable String option(VisitorContext context) {
        return context instanceof JavaVisitorContext java
                ? java.getProcessingEnv().getOptions().get(OPTION)
                : null;
    }

    void checkRead(ClassElement type, Element where) {
        check(type, where, SERDEABLE + "$Deserializable");
    }

    void checkSent(ClassElement type, Element where) {
        check(type, where, SERDEABLE + "$Serializable");
    }

    private void check(ClassElement type, Element where, String needed) {
        if (!on || type.isArray()) {
            return;
        }
        SourceTypes.arguments(type).forEach(argument -> check(argument, where, needed));
        List<ClassElement> permitted = Sealed.permitted(type, context);
        boolean own = type.isRecord() || !permitted.isEmpty();
        if (!own || type.getName().startsWith("java.") || !said.add(type.getName() + needed)) {
            return;
        }
        if (!type.hasStereotype(needed)) {
            warn(
                    where,
                    "messages of type " + SourceTypes.shown(type) + " go as JSON, which needs @Serdeable on it:"
                            + " import " + SERDEABLE);
        } else if (!permitted.isEmpty() && SUBTYPED.stream().noneMatch(type::hasStereotype)) {
            warn(
                    where,
                    "JSON does not tell which " + SourceTypes.shown(type)
                            + " a message is: add @JsonTypeInfo(use = NAME, property = \"type\") and @JsonSubTypes");
        }
        permitted.forEach(each -> check(each, where, needed));
    }

    private void warn(Element where, String message) {
        problems.add(
                ErrorCode.NOT_SERDEABLE,
                where,
                message + "; if a serde of your own answers for it, compile with -A" + OPTION + "=off");
    }
}
