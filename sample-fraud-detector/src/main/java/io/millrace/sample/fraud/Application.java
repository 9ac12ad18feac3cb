package io.millrace.sample.fraud;

import io.micronaut.runtime.Micronaut;

/** The service. */
public final class Application {
    private Application() {}

    public static void main(String[] arguments) {
        Micronaut.run(Application.class, arguments);
    }
}
