package io.millrace.acceptance;

import io.micronaut.core.io.service.SoftServiceLoader;
import io.millrace.spi.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The listeners of this class path: each test is about some of them, and the others must not show. */
public final class Listeners {
    private Listeners() {}

    /** Properties with which these run, and no others. */
    public static Map<String, String> only(String... names) {
        List<Binding> bindings = new ArrayList<>();
        SoftServiceLoader.load(Binding.class, Listeners.class.getClassLoader()).collectAll(bindings);
        Map<String, String> properties = new TreeMap<>();
        for (Binding each : bindings) {
            String name = each.model().name();
            properties.put(
                    "millrace.listeners." + name + ".enabled",
                    Boolean.toString(List.of(names).contains(name)));
        }
        return properties;
    }
}
