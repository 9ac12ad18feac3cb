package io.millrace.engine;

import io.millrace.fault.Fault;

/** How a commit ended. */
sealed interface CommitOutcome {
    /** Everything is in. */
    record Committed() implements CommitOutcome {}

    /** Nothing is in: roll back. */
    record Aborted(Fault fault) implements CommitOutcome {}

    /** One of the two, and only the committed offsets tell which. */
    record Unknown(Fault fault) implements CommitOutcome {}

    /** A value cannot be written: roll back and find the record that makes it. */
    record Poisoned(Fault fault) implements CommitOutcome {}

    /** The worker must not go on. */
    record Stopped(Fault fault) implements CommitOutcome {}
}
