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
        COMMITTED,
        ABORTED
    }

    final String id;
    final long openedMs;
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

    boolean open() {
        return status == Status.OPEN;
    }

    boolean committed() {
        return status == Status.COMMITTED;
    }

    boolean empty() {
        return written.isEmpty();
    }
}
