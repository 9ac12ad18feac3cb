package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.port.GroupLog.Changelog;
import io.millrace.state.Checkpoint;
import org.jspecify.annotations.Nullable;

/**
 * What committed offsets, changelog and local store say about each other decides how a task starts; never a guess.
 * (Rule f of the commit protocol, as a pure function.)
 */
final class Recovery {
    private Recovery() {}

    /** How a task gets its state. */
    sealed interface Decision {
        /** No state was ever committed: begin at the inputs' beginning. */
        record Fresh() implements Decision {}

        /** The store is good: replay from its checkpoint on. */
        record Replay(long from) implements Decision {}

        /** The store, if any, cannot be used: replay from the changelog's beginning. */
        record Rebuild(String reason) implements Decision {}

        /** Going on could lose or double something; the directory is kept. */
        record Refuse(Fault fault) implements Decision {}
    }

    /**
     * What is known of a task.
     *
     * @param position P of its committed offsets; -1: no offset, or none that we wrote
     * @param empty whether the changelog holds no committed record
     * @param checkpoint of the local store; null: there is none, or it cannot be read
     * @param nowMs wall clock
     */
    record Facts(
            int task, long position, Changelog changelog, boolean empty, @Nullable Checkpoint checkpoint, long nowMs) {}

    static Decision decide(Facts facts) {
        if (facts.position() < 0) {
            return withoutOffsets(facts);
        }
        if (facts.changelog().end() < facts.position()) {
            return refuse(
                    "MR-0390",
                    "the changelog of task " + facts.task() + " ends at "
                            + facts.changelog().end() + " but " + facts.position()
                            + " was committed: it lost data. The local directory is kept: it may be the only copy");
        }
        Checkpoint checkpoint = facts.checkpoint();
        if (checkpoint == null) {
            return rebuild(facts, "no local state");
        }
        @Nullable String foreign = foreign(facts, checkpoint);
        if (foreign != null) {
            return rebuild(facts, foreign);
        }
        if (checkpoint.position() > facts.position()) {
            return refuse(
                    "MR-0391",
                    "the local state of task " + facts.task() + " is at " + checkpoint.position()
                            + " but the committed offsets are at " + facts.position()
                            + ": offsets were set back. Start once with millrace.reset to begin anew");
        }
        if (checkpoint.position() < facts.changelog().beginning()) {
            return rebuild(facts, "local state ends before the changelog begins");
        }
        return new Decision.Replay(checkpoint.position());
    }

    /**
     * Compaction keeps the newest value of each key and moves no log's beginning: where it is not 0, somebody has deleted
     * records, and what is left is not the state.
     */
    private static Decision rebuild(Facts facts, String why) {
        long beginning = facts.changelog().beginning();
        return beginning == 0
                ? new Decision.Rebuild(why)
                : refuse(
                        "MR-0389",
                        "task " + facts.task() + " must be restored from its changelog (" + why
                                + "), which was cut off before " + beginning
                                + ": its state would be incomplete. The local"
                                + " directory is kept: it may be the only copy. Look for who has deleted records, or for"
                                + " a clean-up policy with delete; bring the changelog back, or start once with"
                                + " millrace.reset, which reads the input again");
    }

    private static Decision withoutOffsets(Facts facts) {
        if (facts.empty() && facts.checkpoint() == null) {
            return new Decision.Fresh();
        }
        return refuse(
                "MR-0392",
                "task " + facts.task()
                        + " has state but no committed offsets: starting over would apply its input twice."
                        + " Start once with millrace.reset, which deletes its state and reads its input again from"
                        + " start-at on");
    }

    private static @Nullable String foreign(Facts facts, Checkpoint checkpoint) {
        Changelog changelog = facts.changelog();
        if (!checkpoint.clusterId().equals(changelog.clusterId())) {
            return "local state belongs to another cluster";
        }
        if (!checkpoint.changelogId().equals(changelog.topicId())) {
            return "local state belongs to another changelog topic";
        }
        if (checkpoint.task() != facts.task()) {
            return "local state belongs to another task";
        }
        if (facts.nowMs() - checkpoint.committedAtMs() > changelog.deleteRetentionMs() / 2) {
            return "local state is older than the changelog keeps deletions";
        }
        return null;
    }

    private static Decision refuse(String code, String message) {
        return new Decision.Refuse(new Fault.Misconfigured(code, message, null));
    }
}
