package io.millrace.acceptance;

import io.micronaut.runtime.Micronaut;

/** A replica as a process of its own; its configuration comes as system properties. */
final class ServiceMain {
    private ServiceMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        Micronaut.run(ServiceMain.class, arguments);
        Thread.currentThread().join();
    }
}
