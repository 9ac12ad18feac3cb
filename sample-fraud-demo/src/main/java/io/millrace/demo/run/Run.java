package io.millrace.demo.run;

import io.millrace.demo.input.ModelFile;
import io.millrace.demo.problem.Problem;
import io.millrace.demo.report.KillsFile;
import io.millrace.demo.report.OutputFolder;
import io.millrace.demo.report.Question;
import io.millrace.demo.report.Report;
import io.millrace.demo.report.RunFacts;
import io.millrace.demo.report.RunFacts.Fed;
import io.millrace.demo.report.RunFacts.Latency;
import io.millrace.demo.report.RunFacts.Letters;
import io.millrace.demo.report.RunFacts.Setting;
import io.millrace.demo.truth.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** One run from an empty broker to the report. Use once. */
public final class Run {
    /** The paced phase: how long, and at which share of the measured throughput. */
    private static final Duration PACED = Duration.ofSeconds(20);

    private static final double PACED_SHARE = 0.25;
    /** At the end of an open stream the newest records wait for a later event: they do not count for throughput. */
    private static final double RELEASED_SHARE = 0.99;

    private final Plan plan;
    private final Screen screen;
    private final Workspace workspace;
    private final List<Transaction> stream;
    private final Progress progress = new Progress();
    private final List<String> warnings = new ArrayList<>();
    private final Valve valve;
    private final Mover mover;
    private Optional<Latency> latency = Optional.empty();
    private Letters letters = new Letters(0, 0, 0);

    public Run(Plan plan, Screen screen) {
        this.plan = plan;
        this.screen = screen;
        this.stream = new ArrayList<>(plan.feed().stream());
        this.valve = new Valve(stream, plan.kills() instanceof Kills.At, progress);
        this.mover = new Mover(plan.service(), progress, screen);
        this.workspace = new Workspace(plan.place().work());
    }

    /** Runs everything, and answers the report; a {@link Problem} says why there is none. */
    public Report execute() throws InterruptedException {
        OutputFolder folder = outputFolder();
        boolean good = false;
        try {
            Fed fed = serve(folder);
            screen.note("comparing with the brute force");
            Plan.Scoring scoring = plan.scoring();
            Question question = new Question(
                    stream,
                    scoring.model(),
                    scoring.fittedOn(),
                    scoring.published(),
                    scoring.skip(),
                    plan.service().guarantee() == Plan.Guarantee.AT_LEAST_ONCE);
            Report report = new Report(
                    question, folder, new RunFacts(setup(), fed, latency, letters, mover.movement(), warnings));
            good = report.exact();
            return report;
        } finally {
            if (good && !plan.place().keep()) {
                workspace.delete();
            } else {
                screen.note("state and logs are kept in " + workspace.folder());
            }
        }
    }

    /** If it cannot be made, nothing has been started, and nothing is left behind. */
    private OutputFolder outputFolder() {
        try {
            return OutputFolder.at(
                    plan.place().out().orElseGet(() -> workspace.folder().resolve("out")));
        } catch (Problem unfit) {
            workspace.delete();
            throw unfit;
        }
    }

    private Fed serve(OutputFolder folder) throws InterruptedException {
        screen.note(Broker.foreign().map(at -> "using the broker at " + at).orElse("starting the broker"));
        int partitions = plan.service().partitions();
        try (Broker broker = Broker.open(
                        workspace.folder().resolve("broker"), plan.place().keep());
                Cluster cluster = Cluster.at(broker.bootstrapServers())) {
            cluster.createTopics(partitions);
            Killer killer = new Killer(plan, progress);
            ServiceLauncher launcher =
                    new ServiceLauncher(plan.service(), model(), workspace.folder(), broker.bootstrapServers());
            try (Replicas replicas = new Replicas(
                            replicasMax(), name -> new Replica(name, launcher, killer, mover.handovers()));
                    Collector collector =
                            new Collector(broker.bootstrapServers(), partitions, folder, progress, mover.gaps());
                    Feeder feeder = new Feeder(
                            broker.bootstrapServers(), EventOrder.of(stream, this::whileReplicasMove), progress)) {
                screen.note("starting " + plan.service().replicas() + " replica(s) of the service");
                replicas.start(plan.service().replicas(), partitions, progress);
                collector.start();
                Coroner coroner = new Coroner(cluster, plan.service());
                Completion completion = new Completion(cluster, collector, progress, partitions);
                DeadLetters bad = new DeadLetters();
                killer.start(new Killer.Scene(replicas, coroner, feeder, valve, bad));
                mover.start(replicas);
                Fed fed = feed(feeder, collector, completion, killer, replicas);
                replicas.stop();
                letters = bad.count(broker.bootstrapServers());
                KillsFile.write(folder, coroner.kills());
                checkFailpoint(killer);
                mover.missed().ifPresent(warnings::add);
                return fed;
            } finally {
                if (!broker.own() && !plan.place().keep()) {
                    removeTraces(cluster);
                }
            }
        }
    }

    private int replicasMax() {
        return plan.service().moves().replicasMax(plan.service().replicas());
    }

    /** A generated stream goes on until replicas have come and gone. */
    private Optional<Transaction> whileReplicasMove() {
        return mover.over() ? Optional.empty() : plan.feed().more().map(Iterator::next);
    }

    /** Cleaning up must not hide what went before it. */
    private void removeTraces(Cluster cluster) {
        try {
            cluster.removeTraces();
        } catch (Problem leftover) {
            screen.note("not everything could be removed from the broker: " + leftover.getMessage());
        }
    }

    private Fed feed(Feeder feeder, Collector collector, Completion completion, Killer killer, Replicas replicas)
            throws InterruptedException {
        long start = System.nanoTime();
        int size = stream.size();
        try (killer;
                mover) {
            Optional<Iterator<Transaction>> more = plan.feed().more();
            if (more.isEmpty() || plan.service().moves().any()) {
                try (Ticker ticker = new Ticker(screen, "features", progress, size)) {
                    ticker.start();
                    feedStream(feeder, start);
                    feeder.end(plan.service().partitions());
                    completion.drain(stream.size()).ifPresent(warnings::add);
                }
                return new Fed(stream.size(), Duration.ofNanos(collector.lastArrivalNanos() - start));
            }
            long counted = Math.round(size * RELEASED_SHARE);
            try (Ticker ticker = new Ticker(screen, "features", progress, counted)) {
                ticker.start();
                feedStream(feeder, start);
                completion.reach(counted);
            }
            Fed fed = new Fed(counted, Duration.ofNanos(collector.lastArrivalNanos() - start));
            killer.close();
            // The last victim's tasks may still wait for its session to end: that is no latency of a healthy service.
            replicas.awaitTasks(plan.service().partitions(), progress);
            pace(feeder, collector, completion, more.get(), PACED_SHARE * fed.perSecond());
            return fed;
        }
    }

    private void feedStream(Feeder feeder, long start) {
        double rate = plan.feed().rate();
        Pace pace = rate > 0 ? new Schedule(start, rate) : Pace.FULL_SPEED;
        feeder.feed(position -> {
            pace.awaitDue(position);
            valve.awaitDue(position);
        });
    }

    private void pace(
            Feeder feeder, Collector collector, Completion completion, Iterator<Transaction> more, double perSecond)
            throws InterruptedException {
        int count = (int) Math.max(1, perSecond * PACED.toSeconds());
        long firstId = stream.get(stream.size() - 1).id() + 1;
        for (int i = 0; i < count; i++) {
            stream.add(more.next());
        }
        screen.note(String.format("measuring latency: %,d transactions at %,.0f/s", count, perSecond));
        Schedule schedule = new Schedule(System.nanoTime(), perSecond);
        Latencies latencies = new Latencies(schedule, firstId, firstId + count);
        collector.measure(latencies);
        try (Ticker ticker = new Ticker(screen, "latency", progress, stream.size())) {
            ticker.start();
            feeder.feed(schedule);
            feeder.end(plan.service().partitions());
            completion.drain(stream.size()).ifPresent(warnings::add);
        }
        latency = Optional.of(latencies.sum());
    }

    private void checkFailpoint(Killer killer) {
        if (plan.kills() instanceof Kills.At at && !killer.failpointReached()) {
            warnings.add("the crash point " + at + " was never reached");
        }
    }

    private Path model() {
        return plan.scoring().file().orElseGet(() -> {
            Path file = workspace.folder().resolve("model.json");
            ModelFile.write(
                    file,
                    plan.scoring().model(),
                    "fitted on the stream's first " + plan.scoring().fittedOn() + " transactions");
            return file;
        });
    }

    private List<Setting> setup() {
        Plan.Service service = plan.service();
        Plan.Scoring scoring = plan.scoring();
        List<Setting> setup = new ArrayList<>(List.of(
                new Setting("input", plan.feed().name()),
                new Setting(
                        "service",
                        service.replicas() + " replicas, " + service.partitions() + " partitions, "
                                + service.membership() + " membership, " + service.guarantee()),
                new Setting(
                        "model",
                        scoring.file()
                                .map(Path::toString)
                                .orElse(String.format("fitted on the first %,d transactions", scoring.fittedOn()))),
                new Setting("seed", Long.toString(plan.seed()))));
        if (plan.kills() instanceof Kills.At at) {
            setup.add(
                    new Setting("crash point", at + ": " + at.point().trouble().text()));
        }
        return setup;
    }
}
