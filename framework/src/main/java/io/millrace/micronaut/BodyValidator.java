package io.millrace.micronaut;

import io.micronaut.context.annotation.Requires;
import io.millrace.api.Rejected;
import jakarta.inject.Singleton;
import jakarta.validation.ConstraintViolation;
import jakarta.validation.Validator;
import java.util.Set;
import java.util.stream.Collectors;

/** The application's validator, if it has one: whatever bean implements Jakarta Validation. */
@Singleton
@Requires(classes = Validator.class, beans = Validator.class)
final class BodyValidator {
    private final Validator validator;

    BodyValidator(Validator validator) {
        this.validator = validator;
    }

    /** @throws Rejected naming each broken constraint, in a fixed order, never a value */
    void validate(Object body) {
        Set<ConstraintViolation<Object>> broken = validator.validate(body);
        if (!broken.isEmpty()) {
            throw new Rejected(broken.stream()
                    .map(violation -> violation.getPropertyPath() + " " + violation.getMessage())
                    .sorted()
                    .collect(Collectors.joining(", ", "MR-0608: not valid: ", "")));
        }
    }
}
