package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Row 16: the wall clock of one replica jumps forward and back, by libfaketime; the monotonic clock does not. */
final class ClockJumps extends Scenario {
    private static final List<Path> LIBRARIES = List.of(
            Path.of("/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1"),
            Path.of("/usr/lib/faketime/libfaketimeMT.so.1"));
    private static final List<String> JUMPS = List.of("+2h", "-1h", "+400d", "+0");
    private static final Duration STEP = Duration.ofSeconds(4);

    ClockJumps() {
        super(new Row(
                16,
                "clock",
                "wall clock of a replica jumps: 2 h and 400 days ahead, 1 h back (libfaketime)",
                "only event time counts; timers monotonic; no eviction",
                60));
    }

    @Override
    public void inject(Trial trial) {
        Path library = LIBRARIES.stream()
                .filter(Files::exists)
                .findFirst()
                .orElseThrow(() ->
                        new Problem(Problem.Code.PROCESS, "libfaketime is not there; install the package faketime"));
        Replica replica = trial.replica("b");
        Path clock = trial.folder().resolve("clock");
        set(clock, "+0");
        trial.awaitShares(replica);
        Mark killed = trial.kill(replica);
        Mark started = trial.mark(
                "restarted under another clock",
                killed.tasks(),
                () -> replica.start(Map.of(
                        "prefix",
                        "env LD_PRELOAD=" + library + " FAKETIME_TIMESTAMP_FILE=" + clock.toAbsolutePath()
                                + " FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1 DONT_FAKE_MONOTONIC=1")));
        trial.recovered(started, PATIENCE);
        for (String jump : JUMPS) {
            trial.awaitShares(replica);
            Mark jumped = trial.fault("clock at " + jump, Trial.tasks(replica), () -> set(clock, jump));
            trial.recovered(jumped, PATIENCE);
            trial.pass(STEP);
        }
        trial.kill(replica);
        replica.start();
        trial.awaitShares(replica);
    }

    private static void set(Path clock, String offset) {
        try {
            Files.writeString(clock, offset + "\n");
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot write " + clock, e);
        }
    }
}
