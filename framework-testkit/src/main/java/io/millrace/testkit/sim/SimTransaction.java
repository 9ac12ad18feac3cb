package io.millrace.testkit.sim;

import io.millrace.port.CommittedOffset;
import io.millrace.port.Partition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** One transaction: what it touched, and how it ended. */
final class SimTransaction {
    /** How it stands. */
    enum Status {
        OPEN,
        /** Decided, but its markers are not written yet: nobody can read it, and its offsets are not stable. */
        PREPARED,
        COMMITTED,
        ABORTED
    }

    final String id;
    final long openedMs;
    long markersMs;
    final Set<SimLog> logs = new LinkedHashSet<>();
    final Map<Partition, CommittedOffset> offsets = new HashMap<>();
    /** The tasks whose changelog it wrote, with the position after their last change. */
    final Map<Integer, Long> changed = new HashMap<>();
    /** The tasks by whose number it wrote anything. */
    final Set<Partition> written = new HashSet<>();

    Status status = Status.OPEN;

    SimTransaction(String id, long openedMs) {
        this.id = id;
        this.openedMs = openedMs;
    }

    /** Whether it still holds back whoever reads what is committed. */
    boolean open() {
        return status == Status.OPEN || status == Status.PREPARED;
    }

    /** Whether it is decided that all of it counts. */
    boolean committed() {
        return status == Status.PREPARED || status == Status.COMMITTED;
    }

    boolean empty() {
        return written.isEmpty();
    }
}
