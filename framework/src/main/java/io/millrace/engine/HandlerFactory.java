package io.millrace.engine;

import io.millrace.spi.Binding;
import java.util.Map;

/** Makes handler instances: one per task, with its handles by parameter name; other parameters are ordinary beans. */
@FunctionalInterface
public interface HandlerFactory {
    Object create(Binding binding, Map<String, Object> handles);
}
