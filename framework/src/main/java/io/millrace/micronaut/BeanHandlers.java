package io.millrace.micronaut;

import io.micronaut.context.BeanContext;
import io.millrace.engine.HandlerFactory;
import io.millrace.spi.Binding;
import jakarta.inject.Singleton;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Makes handlers as prototype beans: the handles are given by name, everything else is injected. */
@Singleton
final class BeanHandlers implements HandlerFactory {
    private final BeanContext beans;
    private final @Nullable BodyValidator validator;

    BeanHandlers(BeanContext beans, @Nullable BodyValidator validator) {
        this.beans = beans;
        this.validator = validator;
    }

    @Override
    public Object create(Binding binding, Map<String, Object> handles) {
        return beans.createBean(binding.handlerType(), handles);
    }

    boolean validates() {
        return validator != null;
    }

    @Override
    public void validate(Object body) {
        if (validator == null) {
            HandlerFactory.super.validate(body);
        } else {
            validator.validate(body);
        }
    }
}
