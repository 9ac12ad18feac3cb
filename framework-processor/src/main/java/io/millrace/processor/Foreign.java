package io.millrace.processor;

import io.micronaut.core.annotation.AnnotationMetadata;
import java.util.List;

/** Annotations of libraries that are not on the processor's own class path, by name. */
final class Foreign {
    static final String TOPIC = "io.micronaut.configuration.kafka.annotation.Topic";
    static final String TOPICS = "io.micronaut.configuration.kafka.annotation.Topics";
    static final String KAFKA_KEY = "io.micronaut.configuration.kafka.annotation.KafkaKey";
    static final String MESSAGE_BODY = "io.micronaut.messaging.annotation.MessageBody";
    static final String MESSAGE_HEADER = "io.micronaut.messaging.annotation.MessageHeader";
    static final String VALID = "jakarta.validation.Valid";
    static final String CONSTRAINT = "jakarta.validation.Constraint";
    static final String REQUIRES_VALIDATION = "io.micronaut.inject.validation.RequiresValidation";
    static final String VALIDATED_ELEMENT = "io.micronaut.validation.annotation.ValidatedElement";

    /** They start, or answer for, consumers of micronaut-kafka's own. */
    static final List<String> CLASHING = List.of(
            "io.micronaut.configuration.kafka.annotation.KafkaListener",
            "io.micronaut.messaging.annotation.MessageListener",
            "io.micronaut.messaging.annotation.SendTo",
            "io.micronaut.configuration.kafka.annotation.ErrorStrategy");

    private Foreign() {}

    /** Whether the annotation itself stands on the element: even a single repeatable one is kept in its container. */
    static boolean declared(AnnotationMetadata element, String annotation) {
        return element.hasDeclaredAnnotation(annotation)
                || !element.getDeclaredAnnotationValuesByName(annotation).isEmpty();
    }
}
