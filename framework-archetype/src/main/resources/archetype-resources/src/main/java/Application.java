package ${package};

import io.micronaut.runtime.Micronaut;

/** Starts the service with all its listeners. */
public final class Application {
    private Application() {}

    public static void main(String[] arguments) {
        Micronaut.run(Application.class, arguments);
    }
}
