package io.millrace.testkit;

import io.micronaut.core.type.Argument;
import io.millrace.engine.HandlerFactory;
import io.millrace.spi.Binding;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Makes handlers: their handles come from the engine, everything else from the test. */
final class HandlerBeans implements HandlerFactory {
    private final Map<Class<?>, Object> given = new LinkedHashMap<>();

    void add(Class<?> type, Object bean) {
        given.put(type, bean);
    }

    /** By what they are called in a message. */
    Map<String, Object> byName() {
        Map<String, Object> named = new LinkedHashMap<>();
        given.forEach((type, bean) -> named.put("the bean " + type.getSimpleName(), bean));
        return named;
    }

    @Override
    public Object create(Binding binding, Map<String, Object> handles) {
        Class<?> type = binding.handlerType();
        // The compiler's own list: it has the names also where the class file has none.
        Argument<?>[] parameters =
                ClassPathBeans.get().getBeanDefinition(type).getConstructor().getArguments();
        Object[] arguments = new Object[parameters.length];
        for (int i = 0; i < arguments.length; i++) {
            Object handle = handles.get(parameters[i].getName());
            arguments[i] = handle != null ? handle : bean(type, parameters[i]);
        }
        return make(type, Stream.of(parameters).map(Argument::getType).toArray(Class<?>[]::new), arguments);
    }

    private Object bean(Class<?> handler, Argument<?> parameter) {
        Object bean = find(parameter.getType());
        if (bean == null) {
            String name = parameter.getType().getSimpleName();
            throw new IllegalArgumentException("MR-0902 " + handler.getSimpleName() + " injects a " + name + " ("
                    + parameter.getName() + "): give the test one, as in .with(" + name + ".class, ...)");
        }
        return bean;
    }

    private @Nullable Object find(Class<?> type) {
        Object exact = given.get(type);
        return exact != null
                ? exact
                : given.values().stream().filter(type::isInstance).findFirst().orElse(null);
    }

    private static Object make(Class<?> type, Class<?>[] parameters, Object[] arguments) {
        try {
            Constructor<?> constructor = type.getDeclaredConstructor(parameters);
            constructor.setAccessible(true);
            return constructor.newInstance(arguments);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException(
                    "MR-0903 the constructor of " + type.getName() + " failed", e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("MR-0903 no handler can be made of " + type.getName(), e);
        }
    }
}
