package io.millrace.demo.run;

import io.millrace.demo.report.Kill;
import io.millrace.demo.run.Cluster.OpenTransaction;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Writes down each death: what was pending, whether a transaction was left open, and later what the replica replayed.
 *
 * <p>A dead replica's open transaction is told from a living one's by time: the living commit several times a second,
 * so what is open with the same begin in two looks {@value #LOOK_AGAIN_MILLIS} ms apart is nobody's any more. With
 * static membership its id must carry the dead replica's name as well. The second look is over before a restarted
 * replica gets as far as aborting it, and before the broker does. Thread-safe.
 */
final class Coroner {
    private static final long LOOK_AGAIN_MILLIS = 400;

    private record Death(Instant time, String replica, int exitStatus, long pending, boolean open, Incarnation next) {
        Kill kill() {
            return new Kill(time, replica, exitStatus, pending, open, next.replayed());
        }
    }

    private final Cluster cluster;
    private final Plan.Service service;
    private final List<Death> deaths = new ArrayList<>();
    private final Set<OpenTransaction> counted = new HashSet<>();

    Coroner(Cluster cluster, Plan.Service service) {
        this.cluster = cluster;
        this.service = service;
    }

    /** Looks at what a replica left that has just died. */
    Finding examine(Replica replica, int exitStatus) throws InterruptedException {
        Instant time = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        Set<OpenTransaction> first = cluster.openTransactions();
        long pending = cluster.pending(service.partitions());
        boolean open = !first.isEmpty() && leftOpen(replica, first);
        return new Finding(time, replica.name(), exitStatus, pending, open);
    }

    /** What {@link #examine} saw. */
    record Finding(Instant time, String replica, int exitStatus, long pending, boolean open) {}

    /** Enters the death; {@code next} is the replica's next life. */
    synchronized void enter(Finding finding, Incarnation next) {
        deaths.add(new Death(
                finding.time(), finding.replica(), finding.exitStatus(), finding.pending(), finding.open(), next));
    }

    private boolean leftOpen(Replica replica, Set<OpenTransaction> first) throws InterruptedException {
        Thread.sleep(LOOK_AGAIN_MILLIS);
        Set<OpenTransaction> left = cluster.openTransactions();
        left.retainAll(first);
        if (service.membership() == Plan.Membership.STATIC) {
            Pattern named = Pattern.compile("(^|[-.])" + Pattern.quote(replica.name()) + "(-|$)");
            left.removeIf(transaction -> !named.matcher(transaction.id()).find());
        }
        synchronized (this) {
            left.removeAll(counted);
            counted.addAll(left);
        }
        return !left.isEmpty();
    }

    /** All deaths so far, in order of time. */
    synchronized List<Kill> kills() {
        return deaths.stream()
                .map(Death::kill)
                .sorted((a, b) -> a.time().compareTo(b.time()))
                .toList();
    }
}
