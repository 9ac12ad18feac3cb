package io.millrace.chaos.workload;

import io.micronaut.runtime.Micronaut;

/** A replica of the workload; its configuration comes as system properties. It ends when the harness does. */
public final class WorkloadMain {
    private WorkloadMain() {}

    public static void main(String[] arguments) throws InterruptedException {
        ProcessHandle.current().parent().ifPresent(harness -> harness.onExit()
                .thenRun(() -> Runtime.getRuntime().halt(1)));
        Micronaut.run(WorkloadMain.class, arguments);
        Thread.currentThread().join();
    }
}
