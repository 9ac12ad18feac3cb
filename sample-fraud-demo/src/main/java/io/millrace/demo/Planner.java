package io.millrace.demo;

import io.millrace.demo.input.DigestsFile;
import io.millrace.demo.input.FdhFile;
import io.millrace.demo.input.Generator;
import io.millrace.demo.input.ModelFile;
import io.millrace.demo.input.SkipFile;
import io.millrace.demo.problem.Problem;
import io.millrace.demo.run.CrashPoint.Trouble;
import io.millrace.demo.run.Kills;
import io.millrace.demo.run.Moves;
import io.millrace.demo.run.Plan;
import io.millrace.demo.truth.DayDigests.Digest;
import io.millrace.demo.truth.LogisticFit;
import io.millrace.demo.truth.LogisticModel;
import io.millrace.demo.truth.Reference;
import io.millrace.demo.truth.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Turns options into a plan: reads and checks every file, generates what is to be generated, fits the model. */
final class Planner {
    private static final long GENERATED = 60_000;
    private static final long PACED_DAYS_MIN = 14;
    private static final double FIT_SHARE = 0.4;
    /** More rows do not change the model, they only take time. */
    private static final int FIT_ROWS_MAX = 100_000;

    private static final double MOVING_RATE = 2_000;
    private static final Duration RESTART_PAUSE = Duration.ofSeconds(5);
    private static final Kills ONE_ON_THE_WAY = new Kills.Once(40);

    private final Options options;
    private final Path work;

    Planner(Options options, Path work) {
        this.options = options;
        this.work = work;
    }

    /** What is to be done, with the deaths that the options ask for. */
    Plan plan() {
        return plan(kills());
    }

    /** The same with these deaths. */
    Plan plan(Kills kills) {
        checkCombinations();
        Options.Input input = options.input;
        long limit = Objects.requireNonNullElse(input.limit, input.file == null ? GENERATED : Long.MAX_VALUE);
        Moves moves = moves();
        double rate = input.rate == 0 && input.file == null && moves.any() ? MOVING_RATE : input.rate;
        Optional<Iterator<Transaction>> more = Optional.empty();
        List<Transaction> stream;
        String name;
        if (input.file == null) {
            Generator generator = new Generator(input.seed);
            stream = generator.take(limit);
            // Before the first labels come nothing can be released while the stream is open: nothing to measure.
            boolean labelled =
                    stream.get(stream.size() - 1).day() - stream.get(0).day() >= PACED_DAYS_MIN;
            // A run for a crash point is about nothing else.
            more = moves.any() || labelled && !(kills instanceof Kills.At) ? Optional.of(generator) : Optional.empty();
            name = String.format(
                    "generated, %,d transactions%s",
                    stream.size(),
                    moves.any() ? " and more" : more.isPresent() ? " at full speed, then paced" : " at full speed");
        } else {
            stream = FdhFile.read(input.file, limit);
            name = String.format("%s, %,d transactions", input.file, stream.size());
        }
        Options.Service service = options.service;
        return new Plan(
                new Plan.Feed(name, stream, rate, more),
                scoring(stream),
                new Plan.Service(service.replicas, service.partitions, service.membership, service.guarantee, moves),
                kills,
                input.seed,
                new Plan.Place(work, out(kills), options.place.keep));
    }

    /** A folder for each crash point, if there are several. */
    private Optional<Path> out(Kills kills) {
        Optional<Path> out = Optional.ofNullable(options.place.out);
        return options.severalRuns() && kills instanceof Kills.At at
                ? out.map(folder -> folder.resolve(at.point().name()))
                : out;
    }

    private void checkCombinations() {
        Options.Input input = options.input;
        Options.Service service = options.service;
        require(input.digests == null || input.file != null, "--digests needs --input");
        require(input.skip == null || input.digests != null, "--skip needs --digests");
        require(input.limit == null || input.limit > 0, "--limit must be at least 1");
        require(input.rate >= 0, "--rate must not be negative");
        require(service.replicas > 0, "--replicas must be at least 1");
        require(service.partitions > 0, "--partitions must be at least 1");
        require(options.death.every == null || options.death.at == null, "--kill-every and --kill-at: choose one");
        Options.Motion motion = options.motion;
        require(motion.scale == null || !motion.rollingRestart, "--scale and --rolling-restart: choose one");
        require(
                !moves().any() || (options.death.every == null && options.death.at == null),
                "replicas that come and go in order cannot be killed as well: leave --kill-every and --kill-at out");
        require(
                options.death.at == null
                        || service.replicas > 1
                        || options.death.at.points().stream()
                                .noneMatch(at -> at.point().trouble() == Trouble.ABSENCE),
                "this crash point needs a peer: --replicas must be at least 2");
    }

    private Moves moves() {
        Options.Motion motion = options.motion;
        if (motion.scale != null) {
            return motion.scale;
        }
        return motion.rollingRestart ? new Moves.RollingRestart(RESTART_PAUSE) : new Moves.None();
    }

    private static void require(boolean condition, String message) {
        if (!condition) {
            throw new Problem(Problem.Code.OPTIONS, message + ". See --help.");
        }
    }

    private Kills kills() {
        if (options.death.at != null) {
            return options.death.at.points().get(0);
        }
        if (options.death.every != null) {
            return options.death.every;
        }
        return options.input.file == null && !moves().any() ? ONE_ON_THE_WAY : new Kills.None();
    }

    private Plan.Scoring scoring(List<Transaction> stream) {
        Path file = options.input.model;
        Set<Long> skip = options.input.skip == null ? Set.of() : SkipFile.read(options.input.skip);
        if (file != null) {
            return new Plan.Scoring(ModelFile.read(file), Optional.of(file.toAbsolutePath()), 0, digests(stream), skip);
        }
        int fittedOn = (int) (stream.size() * FIT_SHARE);
        return new Plan.Scoring(fit(stream.subList(0, fittedOn)), Optional.empty(), fittedOn, digests(stream), skip);
    }

    /** Digests of the days that are fed whole: {@code --limit} cuts the last one. */
    private SortedMap<Long, Digest> digests(List<Transaction> stream) {
        if (options.input.digests == null) {
            return new TreeMap<>();
        }
        SortedMap<Long, Digest> all = DigestsFile.read(options.input.digests);
        return options.input.limit == null
                ? all
                : all.headMap(stream.get(stream.size() - 1).day());
    }

    /** The later half only: before that the windows are still filling. */
    private static LogisticModel fit(List<Transaction> part) {
        Reference reference = new Reference();
        LogisticFit fit = new LogisticFit();
        int from = Math.max(part.size() / 2, part.size() - FIT_ROWS_MAX);
        for (int i = 0; i < part.size(); i++) {
            var features = reference.next(part.get(i));
            if (i >= from) {
                fit.add(part.get(i), features);
            }
        }
        return fit.fit();
    }
}
