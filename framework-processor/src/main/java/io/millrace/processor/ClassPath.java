package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.visitor.VisitorContext;
import io.millrace.model.ErrorCode;
import io.millrace.model.FittingVersions;

/** What must be on the class path for a listener to run: a wrong version shows at a start otherwise, or later. */
final class ClassPath {
    private static final String CLIENTS = "org.apache.kafka.clients.consumer.ConsumerRecord";
    /** Came with 4.1; the engine needs it. */
    private static final String NEW_CLIENTS = "org.apache.kafka.clients.consumer.CloseOptions";

    private ClassPath() {}

    static void check(ClassElement listener, VisitorContext context, Problems problems) {
        boolean clients = context.getClassElement(CLIENTS).isPresent();
        if (clients && context.getClassElement(NEW_CLIENTS).isEmpty()) {
            problems.add(
                    ErrorCode.OLD_CLIENTS,
                    listener,
                    "kafka-clients on the class path is older than 4.1. " + FittingVersions.REMEDY);
        }
    }
}
