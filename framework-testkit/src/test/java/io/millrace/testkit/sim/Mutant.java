package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Wrapped.onCallbacks;
import static io.millrace.testkit.sim.Wrapped.onCommit;
import static io.millrace.testkit.sim.Wrapped.onGroup;
import static io.millrace.testkit.sim.Wrapped.onInput;
import static io.millrace.testkit.sim.Wrapped.onNotes;
import static io.millrace.testkit.sim.Wrapped.onOutput;
import static io.millrace.testkit.sim.Wrapped.onStores;
import static io.millrace.testkit.sim.Wrapped.partitions;

import io.millrace.fault.Fault;
import io.millrace.port.CommittedOffset;
import io.millrace.port.InputLog;
import io.millrace.state.Checkpoint;
import io.millrace.state.StoreBatch;
import io.millrace.testkit.sim.Wrapped.Call;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Engines that are wrong in one way each. Every one must be found out: by seeds, or by a story where chance won't do. */
enum Mutant {
    // Commits and roll-backs.
    DISK_BATCH_BEFORE_COMMIT(WrongCommits::diskBatchBeforeCommit),
    OFFSETS_OUTSIDE_THE_TRANSACTION(
            (ports, cluster) -> onOutput(ports, (call, output) -> call.is("sendOffsets") ? null : call.proceed())),
    OFFSETS_OF_ONE_TASK_ONLY(WrongCommits::offsetsOfOneTask),
    TIMER_ONLY_TRANSACTION_WITHOUT_OFFSETS(WrongCommits::timersWithoutOffsets),
    METADATA_UNBOUNDED((ports, cluster) -> onNotes(
            ports,
            (partition, offset) ->
                    new CommittedOffset(offset.offset(), offset.metadata().repeat(20)))),
    FLUSH_SKIPPED((ports, cluster) -> onOutput(ports, (call, output) -> call.is("flush") ? null : call.proceed())),
    CHANGELOG_APPENDED_AFTER_THE_OFFSETS(WrongCommits::changelogAfterTheOffsets),
    COMMIT_RETRIED_ON_THE_SAME_PRODUCER((ports, cluster) -> onCommit(
            ports, (call, fault) -> fault instanceof Fault.OutcomeUnknown ? call.proceed() : call.fail(fault))),
    TIMED_OUT_TRANSACTION_RETRIED(WrongCommits::timedOutRetried),
    UNKNOWN_TAKEN_FOR_COMMITTED((ports, cluster) ->
            onCommit(ports, (call, fault) -> fault instanceof Fault.OutcomeUnknown ? null : call.fail(fault))),
    UNKNOWN_TAKEN_FOR_ABORTED((ports, cluster) -> onCommit(
            ports,
            (call, fault) -> call.fail(
                    fault instanceof Fault.OutcomeUnknown
                            ? new Fault.Transient("MR-0301", "mutant", true, null)
                            : fault))),
    FENCED_TAKEN_FOR_COMMITTED((ports, cluster) ->
            onCommit(ports, (call, fault) -> fault instanceof Fault.OwnershipLost ? null : call.fail(fault))),
    NO_ABORT((ports, cluster) -> onOutput(ports, (call, output) -> call.is("abort") ? null : call.proceed())),
    NO_SEEK_AFTER_ROLLBACK(WrongCommits::noSeekAfterRollback),
    ROLLBACK_OF_ONE_TASK_ONLY(WrongCommits::rollbackOfOneTask),
    SINGLE_STEPS_SKIPPED(WrongCommits::singleStepsSkipped, Story.REFUSED_BY_THE_BROKER),
    LIVE_VALUE_HANDED_OUT(LiveValues::new, Story.CARELESS_HANDLER),
    OUTPUT_SERIALISED_AT_COMMIT(WrongCommits.SerialisedLater::new, Story.CARELESS_HANDLER),

    // Rebalances.
    COMMIT_AFTER_LOST((ports, cluster) -> onInput(
            ports,
            Call::proceed,
            callbacks -> onCallbacks(callbacks, call -> {
                if (call.is("lost")) {
                    callbacks.revoked(partitions(call.arguments()[0]));
                    return null;
                }
                return call.proceed();
            }))),
    REBALANCE_NOT_WAITED_FOR((ports, cluster) -> onInput(
            ports, call -> call.is("standing") ? InputLog.Standing.MEMBER : call.proceed(), UnaryOperator.identity())),
    REVOKED_UNHEARD((ports, cluster) -> onInput(
            ports,
            Call::proceed,
            callbacks -> onCallbacks(callbacks, call -> call.is("revoked") ? null : call.proceed()))),
    LOST_UNHEARD((ports, cluster) -> onInput(
            ports,
            Call::proceed,
            callbacks -> onCallbacks(callbacks, call -> call.is("lost") ? null : call.proceed()))),
    COMMIT_FAILED_DROPS_RETAINED_TASKS(WrongCommits::retainedTasksDropped),

    // Openings.
    LIVE_WORKERS_FENCED(
            (ports, cluster) -> onGroup(ports, call -> call.is("liveTransactionalIds") ? Set.of() : call.proceed())),
    LAST_COMMITTER_FENCED(WrongOpenings::fencedByTheLastCommit),
    UNSTABLE_TAKEN_FOR_NONE(WrongOpenings::unstableTakenForNone),
    OFFSETS_READ_UNSTABLE(WrongOpenings::offsetsReadUnstable),
    END_CAPTURED_BEFORE_STABLE_OFFSETS(WrongOpenings::endBeforeStableOffsets),
    RESTORE_STOPS_EARLY(WrongOpenings::restoreStopsEarly),
    FRESH_START_OVER_A_CHANGELOG(WrongOpenings::freshOverAChangelog, Story.OFFSETS_DELETED),
    WIPED_WHEN_CHECKPOINT_IS_AHEAD(WrongOpenings::wipedWhenAhead, Story.OFFSETS_SET_BACK),
    OLD_DIRECTORY_OPENED(WrongOpenings::oldDirectoryOpened, Story.MACHINE_BACK_AFTER_LONG),
    CHECKPOINT_WITHOUT_ITS_BATCH((ports, cluster) -> onStores(ports, call -> {
        if (call.is("write")) {
            call.arguments()[0] = new StoreBatch();
        }
        return call.proceed();
    })),
    CHECKPOINT_TOO_FAR((ports, cluster) -> onStores(ports, call -> {
        if (call.is("write")) {
            Checkpoint at = (Checkpoint) call.arguments()[1];
            call.arguments()[1] =
                    new Checkpoint(at.clusterId(), at.changelogId(), at.task(), at.position() + 3, at.committedAtMs());
        }
        return call.proceed();
    })),
    STAMPS_FORGOTTEN_AT_RESTART(WrongOpenings::stampsForgotten),
    CLOSED_WINDOW_RESTORED(WrongOpenings::closedWindowsRestored),

    // Event time.
    HIGHEST_READ_FORGOTTEN(WrongTimes::highestForgotten),
    HIGHEST_COMMITTED_WHILE_REREADING(WrongTimes::highestWhileRereading),
    RELEASED_FORGOTTEN(WrongTimes::releasedForgotten),
    RELEASED_BEFORE_ALL_IS_READ_AGAIN(WrongTimes::releasedBeforeAllIsReadAgain, Story.RESTART_WHILE_BOTH_WAIT),
    PAUSED_AT_THE_MINIMUM(WrongTimes::pausedAtTheMinimum),
    SILENCE_TAKEN_FOR_IDLE(WrongTimes::silenceTakenForIdle),
    RELEASED_AT_THE_WATERMARK(WrongTimes::releasedAtTheWatermark, Story.TWO_AT_THE_WATERMARK);

    private final Supplier<SimMutation> mutation;
    private final Story story;

    Mutant(SimMutation mutation) {
        this(mutation, null);
    }

    Mutant(SimMutation mutation, Story story) {
        this(() -> mutation, story);
    }

    Mutant(Supplier<SimMutation> mutation, Story story) {
        this.mutation = mutation;
        this.story = story;
    }

    SimMutation mutation() {
        return mutation.get();
    }

    /** What finds it out where chance would not; null: seeds do. */
    Story story() {
        return story;
    }

    SimOptions options(long seed) {
        SimOptions options = SimOptions.of(seed);
        return (this == CLOSED_WINDOW_RESTORED ? options.withWindows() : options).mutated(mutation());
    }

    /** Where to look first: some are found by rare coincidences only, and a kill is a kill. */
    long firstSeed() {
        return switch (this) {
            case COMMIT_FAILED_DROPS_RETAINED_TASKS -> 1_000;
            case COMMIT_RETRIED_ON_THE_SAME_PRODUCER -> 16;
            case END_CAPTURED_BEFORE_STABLE_OFFSETS -> 2_700;
            case HIGHEST_COMMITTED_WHILE_REREADING -> 35;
            case OFFSETS_READ_UNSTABLE, UNSTABLE_TAKEN_FOR_NONE -> 89;
            case STAMPS_FORGOTTEN_AT_RESTART -> 172;
            case UNKNOWN_TAKEN_FOR_ABORTED -> 103;
            default -> 1;
        };
    }
}
