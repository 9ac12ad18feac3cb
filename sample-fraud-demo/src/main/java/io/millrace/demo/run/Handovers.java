package io.millrace.demo.run;

import io.millrace.demo.report.Movement.Handover;
import io.millrace.demo.wire.ReplicaEvent;
import io.millrace.demo.wire.ReplicaEvent.FirstCommit;
import io.millrace.demo.wire.ReplicaEvent.Released;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Pairs what replicas say about giving tasks up with what others say about their first commit. The replicas' own times
 * count, not the order in which their logs are read. Thread-safe.
 */
final class Handovers {
    private record Said(String replica, long atMs, ReplicaEvent event) {}

    private final List<Said> said = new ArrayList<>();

    synchronized void note(String replica, ReplicaEvent event) {
        if (event instanceof Released released) {
            said.add(new Said(replica, released.committedMs(), event));
        } else if (event instanceof FirstCommit first) {
            said.add(new Said(replica, first.atMs(), event));
        }
    }

    /** Of the tasks given up in this time, by the replicas' clock, in order of task. */
    synchronized List<Handover> between(long fromMs, long untilMs) {
        said.sort(Comparator.comparingLong(Said::atMs));
        Map<String, Said> released = new HashMap<>();
        List<Handover> found = new ArrayList<>();
        for (Said one : said) {
            if (one.event() instanceof Released task) {
                released.put(task.name(), one);
            } else if (one.event() instanceof FirstCommit task) {
                Said before = released.remove(task.name());
                if (before != null && before.atMs() >= fromMs && before.atMs() < untilMs) {
                    found.add(new Handover(
                            task.name(),
                            before.replica(),
                            one.replica(),
                            Duration.ofMillis(one.atMs() - before.atMs())));
                }
            }
        }
        found.sort(Comparator.comparing(Handover::task));
        return found;
    }
}
