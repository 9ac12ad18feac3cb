package io.millrace.micronaut;

import io.millrace.model.ListenerModel;
import io.millrace.spi.Binding;

/**
 * A listener of this service.
 *
 * @param binding what the compiler made of it
 * @param model after configuration overrides
 */
public record Listener(Binding binding, ListenerModel model) {
    public String name() {
        return model.name();
    }
}
