package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Row 8: the disk under a replica's state fills up, and is freed again. Needs the right to mount a tmpfs. */
final class DiskFull extends Scenario {
    private static final String SIZE = "24m";
    private static final int CHUNK_BYTES = 4_096;
    private static final int FLOW = 400;
    private static final Duration NOTICE = Duration.ofSeconds(60);

    DiskFull() {
        super(new Row(
                8,
                "disk-full",
                "state directory on a tmpfs of " + SIZE + " that fills up and is freed",
                "tasks stop, health names the path; restarted, they resume without a wipe",
                100));
    }

    @Override
    public void inject(Trial trial) {
        Replica replica = trial.replica("b");
        trial.awaitShares(replica);
        replica.end();
        mount(trial, replica.state());
        replica.start();
        trial.awaitShares(replica);
        trial.flow(FLOW);
        Path filling = replica.state().resolve("filling");
        Mark full = trial.fault("disk full", Trial.tasks(replica), () -> fill(filling));
        trial.mustHappen("b says that it cannot write", NOTICE, () -> replica.said(code(408)));
        trial.expect(replica.said(replica.state().toString()), "the log names the directory that is full");
        String health = replica.health();
        trial.expect(health.contains(code(408)) && health.contains("state"), "health names the cause: " + health);
        trial.measured("disk full noticed", (System.nanoTime() - full.nanos()) / 1_000_000);
        free(filling);
        int rebuilt = replica.rebuilt();
        trial.kill(replica);
        Mark freed = trial.mark("restarted with room on its disk", full.tasks(), replica::start);
        trial.recovered(freed, PATIENCE);
        trial.awaitShares(replica);
        trial.expect(replica.rebuilt() == rebuilt, "no task is wiped because a disk was full");
    }

    private static void mount(Trial trial, Path at) {
        run(List.of("mount", "-t", "tmpfs", "-o", "size=" + SIZE + ",mode=0700", "tmpfs", at.toString()));
        trial.whenClosed(() -> run(List.of("umount", "-l", at.toString())));
    }

    private static void run(List<String> command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new Problem(Problem.Code.PROCESS, String.join(" ", command) + ": " + said.strip());
            }
        } catch (IOException e) {
            throw new Problem(Problem.Code.PROCESS, "cannot run " + command.get(0) + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private static void fill(Path file) {
        try (OutputStream out = Files.newOutputStream(file)) {
            byte[] chunk = new byte[CHUNK_BYTES];
            for (long written = 0; written >= 0; written += CHUNK_BYTES) {
                out.write(chunk);
            }
        } catch (IOException full) {
            // As wanted.
        }
    }

    private static void free(Path file) {
        try {
            Files.delete(file);
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot delete " + file, e);
        }
    }
}
