package io.millrace.engine;

import io.millrace.state.Checkpoint;

/** A task that runs, with what its checkpoints are bound to. */
record Running(Task task, TaskOpening.Opened opened) {
    Checkpoint checkpoint(long position, long nowMs) {
        return new Checkpoint(opened.clusterId(), opened.changelogId(), task.number(), position, nowMs);
    }
}
