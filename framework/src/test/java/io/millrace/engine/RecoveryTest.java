package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.port.GroupLog.Changelog;
import io.millrace.state.Checkpoint;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What offsets, changelog and directory say about each other. (Rule f of the commit protocol.) */
class RecoveryTest {
    private static final long NOW = 1_000_000_000;
    private static final long DAY_MS = 86_400_000;

    private static Recovery.Decision decide(long position, long beginning, @Nullable Checkpoint checkpoint) {
        return Recovery.decide(new Recovery.Facts(
                1, position, new Changelog("cluster", "topic", beginning, 100, DAY_MS), false, checkpoint, NOW));
    }

    private static Checkpoint at(long position) {
        return new Checkpoint("cluster", "topic", 1, position, NOW);
    }

    private static void assertRefused(Recovery.Decision decision, String code) {
        assertThat(decision).isInstanceOfSatisfying(Recovery.Decision.Refuse.class, refuse -> assertThat(
                        refuse.fault().text())
                .startsWith(code));
    }

    @Test
    void whatIsMissingIsReplayed() {
        assertThat(decide(90, 0, at(40))).isEqualTo(new Recovery.Decision.Replay(40));
        assertThat(decide(90, 40, at(40)))
                .as("nothing that is needed was deleted")
                .isEqualTo(new Recovery.Decision.Replay(40));
    }

    @Test
    void withoutLocalStateAllIsReplayed() {
        assertThat(decide(90, 0, null)).isInstanceOf(Recovery.Decision.Rebuild.class);
        assertThat(decide(90, 0, new Checkpoint("other", "topic", 1, 40, NOW)))
                .isInstanceOf(Recovery.Decision.Rebuild.class);
        assertThat(decide(90, 0, new Checkpoint("cluster", "topic", 1, 40, NOW - DAY_MS)))
                .isInstanceOf(Recovery.Decision.Rebuild.class);
    }

    /** Whatever is rebuilt from the rest would lack keys, and the directory that has them would be gone. */
    @Test
    void aChangelogThatWasCutOffRebuildsNothing() {
        assertRefused(decide(90, 41, at(40)), "MR-0389");
        assertRefused(decide(90, 41, null), "MR-0389");
        assertRefused(decide(90, 41, new Checkpoint("other", "topic", 1, 40, NOW)), "MR-0389");
    }

    @Test
    void whatDoesNotFitTogetherIsRefused() {
        assertRefused(decide(101, 0, at(40)), "MR-0390");
        assertRefused(decide(30, 0, at(40)), "MR-0391");
        assertRefused(decide(-1, 0, at(40)), "MR-0392");
        assertRefused(decide(-1, 0, null), "MR-0392");
    }
}
