package io.millrace.micronaut;

import io.micronaut.context.BeanContext;
import io.millrace.engine.HandlerFactory;
import io.millrace.spi.Binding;
import jakarta.inject.Singleton;
import java.util.Map;

/** Makes handlers as prototype beans: the handles are given by name, everything else is injected. */
@Singleton
final class BeanHandlers implements HandlerFactory {
    private final BeanContext beans;

    BeanHandlers(BeanContext beans) {
        this.beans = beans;
    }

    @Override
    public Object create(Binding binding, Map<String, Object> handles) {
        return beans.createBean(binding.handlerType(), handles);
    }
}
