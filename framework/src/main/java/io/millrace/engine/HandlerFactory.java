package io.millrace.engine;

import io.millrace.api.Rejected;
import io.millrace.spi.Binding;
import java.util.Map;

/** What the engine needs of a bean container: handler instances, and the check of messages that are declared valid. */
@FunctionalInterface
public interface HandlerFactory {
    /** One per task, with its handles by parameter name; other parameters are ordinary beans. */
    Object create(Binding binding, Map<String, Object> handles);

    /**
     * Checks the body of an input whose model says {@code valid}.
     *
     * @throws Rejected if it breaks a constraint: no retry will mend it
     */
    default void validate(Object body) {
        throw new IllegalStateException(
                "MR-0611: nobody here validates " + body.getClass().getName());
    }
}
