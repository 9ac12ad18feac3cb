package io.millrace.chaos;

import io.millrace.chaos.cluster.Program;
import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.scenario.Scenario;
import io.millrace.chaos.trial.Ending;
import io.millrace.chaos.trial.ExactEnding;
import io.millrace.chaos.trial.Outcome;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Unkept;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs a scenario from beginning to end, and keeps what it leaves behind if that tells something. */
final class Runner {
    private final Program program;
    private final Path runs;
    private final boolean keep;
    private final Consumer<String> progress;

    /**
     * @param program what replicas run
     * @param runs where each run has a folder of its own
     * @param keep whether artefacts stay though everything holds
     */
    Runner(Program program, Path runs, boolean keep, Consumer<String> progress) {
        this.program = program;
        this.runs = runs;
        this.keep = keep;
        this.progress = progress;
    }

    /**
     * Runs it.
     *
     * @throws Problem if it cannot be run; artefacts are kept
     */
    Outcome run(Scenario scenario, long seed, int minutes) {
        Path folder = runs.resolve(scenario.row().name() + "-" + seed + (program.isOurs() ? "" : "-" + program.name()));
        delete(folder);
        String command = "./chaos " + scenario.row().name() + " --seed " + seed + " --minutes " + minutes
                + (program.isOurs() ? "" : " --against " + program.name());
        long started = System.nanoTime();
        Outcome outcome;
        try (Trial trial = new Trial(scenario.plan(seed), new Trial.Order(program, seed, minutes, folder), progress)) {
            write(folder.resolve("command.txt"), List.of(command));
            trial.begin();
            try {
                scenario.inject(trial);
            } catch (Unkept unkept) {
                trial.expect(false, String.valueOf(unkept.getMessage()));
            }
            outcome = program.isOurs() ? new Ending(trial, started).end() : new ExactEnding(trial, started).end();
        }
        write(folder.resolve("outcome.txt"), outcome.lines());
        if (outcome.kept() && !keep) {
            delete(folder);
        } else {
            progress.accept("kept: " + folder + "  again: " + command);
        }
        return outcome;
    }

    private static void write(Path file, List<String> lines) {
        try {
            Files.createDirectories(file.getParent());
            Files.write(file, lines);
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot write " + file + ": " + e, e);
        }
    }

    private static void delete(Path folder) {
        if (!Files.exists(folder)) {
            return;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot delete " + folder + ": " + e, e);
        }
    }
}
