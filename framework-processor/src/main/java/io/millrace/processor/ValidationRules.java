package io.millrace.processor;

import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.micronaut.inject.visitor.VisitorContext;
import io.millrace.model.ErrorCode;
import io.millrace.model.StoredTypes;

/** {@code @Valid} on a body is kept, if somebody is there to check it; all else that asks for validation is refused. */
final class ValidationRules {
    private static final String VALIDATOR = "io.micronaut.validation.validator.Validator";
    private static final String HIBERNATE = "org.hibernate.validator.HibernateValidator";
    private static final String VISITOR = "io.micronaut.validation.visitor.ValidationVisitor";

    private final VisitorContext context;
    private final Problems problems;

    ValidationRules(VisitorContext context, Problems problems) {
        this.context = context;
        this.problems = problems;
    }

    static boolean asksForValidation(ParameterElement parameter) {
        return parameter.hasAnnotation(Foreign.VALID) || parameter.hasStereotype(Foreign.CONSTRAINT);
    }

    /** Keys, headers, ids: nothing there is validated. */
    void refuse(ParameterElement parameter) {
        if (asksForValidation(parameter)) {
            add(
                    parameter,
                    "only a message body is validated: check '" + parameter.getName() + "' in "
                            + parameter.getMethodElement().getName() + "() and throw new Rejected(\"reason\")");
        }
    }

    /** Whether the body is to be validated before the call. */
    boolean check(ParameterElement body) {
        if (body.hasStereotype(Foreign.CONSTRAINT)) {
            add(
                    body,
                    "a constraint on '" + body.getName() + "' itself is not checked: put it on a component of the"
                            + " message's record and write @Valid here");
        }
        if (!body.hasAnnotation(Foreign.VALID)) {
            return false;
        }
        if (StoredTypes.SIMPLE.contains(SourceTypes.name(body.getGenericType()))) {
            add(
                    body,
                    SourceTypes.shown(body.getGenericType()) + " '" + body.getName()
                            + "' has nothing to validate: remove @Valid, check it in the method and throw new"
                            + " Rejected(\"reason\")");
        } else if (!present(HIBERNATE)) {
            checkMicronautsValidator(body);
        }
        return true;
    }

    private void checkMicronautsValidator(ParameterElement body) {
        String needs = "@Valid on '" + body.getName() + "' needs ";
        if (!present(VALIDATOR)) {
            add(body, needs + "a validator: add the dependency io.micronaut.validation:micronaut-validation");
        }
        if (!onProcessorPath()) {
            add(
                    body,
                    needs + "constraints that are known at run time: add"
                            + " io.micronaut.validation:micronaut-validation-processor to annotationProcessorPaths");
        }
    }

    private boolean present(String type) {
        return context.getClassElement(type).isPresent();
    }

    private static boolean onProcessorPath() {
        try {
            Class.forName(VISITOR, false, ValidationRules.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private void add(ParameterElement where, String message) {
        problems.add(ErrorCode.VALIDATION, where, message);
    }

    /** The engine checks bodies: nothing is left that would make Micronaut put advice around the handler. */
    static void takeAway(MethodElement method) {
        method.removeAnnotation(Foreign.REQUIRES_VALIDATION);
        for (ParameterElement parameter : method.getParameters()) {
            parameter.removeAnnotation(Foreign.VALID);
            parameter.removeAnnotation(Foreign.VALIDATED_ELEMENT);
            parameter.removeAnnotation(Foreign.REQUIRES_VALIDATION);
        }
    }
}
