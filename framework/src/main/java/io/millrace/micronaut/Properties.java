package io.millrace.micronaut;

import io.micronaut.context.env.Environment;
import io.micronaut.context.env.EnvironmentPropertySource;
import io.micronaut.context.env.PropertySource;
import io.micronaut.context.env.SystemPropertiesPropertySource;
import io.micronaut.core.naming.NameUtils;
import java.util.Set;
import java.util.TreeSet;

/** What was written under {@code millrace.} by somebody who meant it. */
final class Properties {
    private static final String ROOT = "millrace.";

    private Properties() {}

    /**
     * Names from files, the command line and code. Environment variables and system properties are left out: what is there
     * may belong to somebody else (Kubernetes writes {@code MILLRACE_PORT} for a service called millrace).
     */
    static Set<String> written(Environment environment) {
        Set<String> names = new TreeSet<>();
        for (PropertySource source : environment.getPropertySources()) {
            if (source instanceof EnvironmentPropertySource || source instanceof SystemPropertiesPropertySource) {
                continue;
            }
            for (String name : source) {
                String normal = NameUtils.hyphenate(name, true);
                if (normal.startsWith(ROOT)) {
                    names.add(normal);
                }
            }
        }
        return names;
    }
}
