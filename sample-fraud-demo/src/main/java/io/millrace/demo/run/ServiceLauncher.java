package io.millrace.demo.run;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.wire.Topics;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How a replica of the service is started: an ordinary Java process that is told everything by system properties. */
final class ServiceLauncher {
    /** System property with the service's class path; {@code ./demo} sets it. */
    static final String CLASS_PATH = "millrace.demo.service";

    private static final String MAIN_PROPERTY = "millrace.demo.service.main";
    private static final String MAIN = "io.millrace.sample.fraud.Application";
    /** For {@link Tether}; behind the service's own, so that it changes nothing there. */
    private static final Path OWN_CLASSES = Path.of(URI.create(
            Tether.class.getProtectionDomain().getCodeSource().getLocation().toString()));

    static final int SESSION_SECONDS = 6;
    private static final int RESTART_SESSION_SECONDS = 30;

    private final String classPath;
    private final Plan.Service service;
    private final Path model;
    private final Path work;
    private final String bootstrapServers;

    ServiceLauncher(Plan.Service service, Path model, Path work, String bootstrapServers) {
        this.classPath = Optional.ofNullable(System.getProperty(CLASS_PATH))
                .orElseThrow(() -> new Problem(
                        Problem.Code.SERVICE,
                        "the service's class path is not given. Start with ./demo, or set -D" + CLASS_PATH + "=..."));
        this.service = service;
        this.model = model;
        this.work = work;
        this.bootstrapServers = bootstrapServers;
    }

    /** Starts a process for this replica, its output merged into one stream. */
    Process launch(String replica, Optional<Kills.At> failpoint) {
        ProcessBuilder builder = new ProcessBuilder(command(replica, failpoint)).redirectErrorStream(true);
        builder.environment().put(Broker.VARIABLE, bootstrapServers);
        try {
            return builder.start();
        } catch (IOException e) {
            throw new Problem(Problem.Code.SERVICE, replica + " cannot be started: " + e.getMessage(), e);
        }
    }

    Path log(String replica, int start) {
        return work.resolve("logs").resolve(replica + "-start-" + start + ".log");
    }

    /** A static member's session must be longer than its restart, also on a machine that is short of everything. */
    private int sessionSeconds() {
        boolean expectedBack =
                service.moves() instanceof Moves.RollingRestart && service.membership() == Plan.Membership.STATIC;
        return expectedBack ? RESTART_SESSION_SECONDS : SESSION_SECONDS;
    }

    private List<String> command(String replica, Optional<Kills.At> failpoint) {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx768m",
                "-XX:+UseSerialGC",
                "-cp",
                classPath + File.pathSeparator + OWN_CLASSES,
                "-Dmicronaut.server.port=-1",
                "-Dmillrace.state-dir=" + work.resolve("state").resolve(replica),
                "-Dmillrace.instance=" + replica,
                "-Dmillrace.membership=" + service.membership(),
                "-Dmillrace.defaults.threads=1",
                "-Dmillrace.inputs.transactions.bounded=true",
                "-Dmillrace.inputs.labels.bounded=true",
                // Exactness must not depend on how fast the feeder is: no partition is ever idle before its end.
                "-Dmillrace.defaults.watermark.idle=off",
                "-Dmillrace.topics.allow-low-replication=true",
                "-Dmillrace.defaults.guarantee=" + service.guarantee(),
                "-Dfraud.model=" + model));
        if (service.membership() != Plan.Membership.CONSUMER) {
            command.add("-Dmillrace.session-timeout=" + sessionSeconds() + "s");
        }
        if (service.moves() instanceof Moves.Scale && service.membership() == Plan.Membership.STATIC) {
            // Who is to stay away must not be waited for.
            command.add("-Dmillrace.leave-on-stop=true");
        }
        for (String report : Topics.REPORTS) {
            command.add("-Dmillrace.listeners." + report + ".enabled=false");
        }
        failpoint.ifPresent(at -> command.add("-Dmillrace.failpoint=" + at));
        command.add(Tether.class.getName());
        command.add(System.getProperty(MAIN_PROPERTY, MAIN));
        return command;
    }
}
