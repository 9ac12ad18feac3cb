package io.millrace.acceptance;

import io.micronaut.context.ApplicationContext;

/** A replica as a process of its own; its configuration comes as system properties. */
final class ServiceMain {
    private ServiceMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ApplicationContext.run();
        Thread.currentThread().join();
    }
}
