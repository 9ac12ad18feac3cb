package io.millrace.testkit.broker;

import io.micronaut.context.ApplicationContext;
import io.millrace.ops.ServiceView;
import io.millrace.port.TaskStatus;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.locks.LockSupport;

/**
 * A replica of the application in a JVM of its own. Its output tells how many tasks run; it ends when its input does, which
 * is with the test's JVM at the latest.
 */
final class ReplicaMain {
    /** Begins a line of the output that is meant for the test. */
    static final String TASKS = "millrace.test.tasks=";

    private static final long LOOK_NANOS = 20_000_000;

    private ReplicaMain() {}

    /** @param arguments a file with the application's properties */
    public static void main(String[] arguments) throws IOException {
        Properties read = new Properties();
        try (Reader in = Files.newBufferedReader(Path.of(arguments[0]))) {
            read.load(in);
        }
        Map<String, Object> properties = new HashMap<>();
        read.forEach((name, value) -> properties.put((String) name, value));
        ApplicationContext context = TestedApplication.context(properties);
        Thread teller = new Thread(() -> tell(context.getBean(ServiceView.class)), "replica-tasks");
        teller.setDaemon(true);
        teller.start();
        while (System.in.read() >= 0) {
            // nobody says anything: it is the end that counts
        }
        context.close();
        System.exit(0);
    }

    private static void tell(ServiceView view) {
        long before = -1;
        while (true) {
            long now = view.listeners().stream()
                    .mapToLong(listener -> listener.tasks(TaskStatus.RUNNING))
                    .sum();
            if (now != before) {
                System.out.println(TASKS + now);
                before = now;
            }
            LockSupport.parkNanos(LOOK_NANOS);
        }
    }
}
