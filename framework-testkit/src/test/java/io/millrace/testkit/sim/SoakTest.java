package io.millrace.testkit.sim;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * Many seeds, of all shapes. Goes on where it stopped: {@code target/soak/next} holds the next seed, and
 * {@code target/soak/violations} what was found. {@code -Dmillrace.soak.seeds=N} says how many are to be run now,
 * {@code -Dmillrace.soak.from=S} begins anew at S.
 *
 * <pre>mvn -pl framework-testkit -am test -Dtest=SoakTest -Dsurefire.failIfNoSpecifiedTests=false \
 *     -Dmillrace.tests.excluded= -Dmillrace.soak.seeds=1000000</pre>
 */
@Tag("soak")
class SoakTest {
    private static final int SEEDS = Integer.getInteger("millrace.soak.seeds", 10_000);
    private static final int NOTE_EVERY = 500;
    private static final long FIRST = 1_000_000;
    private static final Path FOLDER = Path.of("target", "soak");

    @Test
    void promisesHold() throws IOException {
        Files.createDirectories(FOLDER);
        Path note = FOLDER.resolve("next");
        Path violations = FOLDER.resolve("violations");
        long first = Long.getLong(
                "millrace.soak.from",
                Files.exists(note) ? Long.parseLong(Files.readString(note).strip()) : FIRST);
        long steps = 0;
        long deaths = 0;
        int violated = 0;
        for (long seed = first; seed < first + SEEDS; seed++) {
            try {
                SimRun.Report report = new SimRun(seed, options(seed)).run();
                steps += report.steps();
                deaths += report.deaths();
            } catch (SimViolation found) {
                violated++;
                Files.writeString(
                        violations,
                        "again: -Dmillrace.soak.seeds=1 -Dmillrace.soak.from=" + seed + "\n" + found.getMessage()
                                + "\n\n",
                        StandardOpenOption.CREATE,
                        StandardOpenOption.APPEND);
            }
            if ((seed + 1 - first) % NOTE_EVERY == 0 || seed + 1 == first + SEEDS) {
                Files.writeString(note, Long.toString(seed + 1));
                System.out.println("soak: seeds " + first + ".." + seed + ", " + steps + " steps, " + deaths
                        + " deaths, " + violated + " violations");
            }
        }
        assertThat(violated).as("see " + violations.toAbsolutePath()).isZero();
    }

    private static SimOptions options(long seed) {
        SimOptions options = SimOptions.of(seed);
        return switch ((int) (seed % 4)) {
            case 0 -> options;
            case 1 -> options.bounded(SimulatorTest.tight());
            default -> SimOptions.swarm(seed);
        };
    }
}
