package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Wrapped.around;
import static io.millrace.testkit.sim.Wrapped.offsets;
import static io.millrace.testkit.sim.Wrapped.onGroup;
import static io.millrace.testkit.sim.Wrapped.onStores;
import static io.millrace.testkit.sim.Wrapped.partitions;

import io.millrace.engine.Ports;
import io.millrace.model.Names;
import io.millrace.port.ChangelogReader;
import io.millrace.port.ChangelogReader.Change;
import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog;
import io.millrace.port.GroupLog.Changelog;
import io.millrace.port.Partition;
import io.millrace.state.Checkpoint;
import io.millrace.state.EntryKey;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Engines that get the opening of a task wrong. */
final class WrongOpenings {
    private WrongOpenings() {}

    /** An offset that is not stable is taken for none. */
    static Ports unstableTakenForNone(Ports ports, SimCluster cluster) {
        return onGroup(ports, call -> {
            if (!call.is("stableOffsets")) {
                return call.proceed();
            }
            Map<Partition, CommittedOffset> all = new HashMap<>();
            partitions(call.arguments()[0]).forEach(partition -> all.put(partition, CommittedOffset.NONE));
            all.putAll(offsets(call.proceed()));
            return all;
        });
    }

    static Ports offsetsReadUnstable(Ports ports, SimCluster cluster) {
        return onGroup(ports, call -> {
            if (!call.is("stableOffsets")) {
                return call.proceed();
            }
            call.proceed();
            Map<Partition, CommittedOffset> all = new HashMap<>();
            partitions(call.arguments()[0]).forEach(partition -> all.put(partition, cluster.committed(partition)));
            return all;
        });
    }

    /** Where the changelog ends is asked before the offsets, which may tell of later commits. */
    static Ports endBeforeStableOffsets(Ports ports, SimCluster cluster) {
        Map<Integer, Changelog> known = new HashMap<>();
        return onGroup(ports, call -> {
            if (call.is("stableOffsets")) {
                for (Partition partition : partitions(call.arguments()[0])) {
                    known.put(partition.number(), ((GroupLog) call.target()).changelog(partition.number()));
                }
            }
            Changelog captured = call.is("changelog") ? known.get((Integer) call.arguments()[0]) : null;
            return captured != null ? captured : call.proceed();
        });
    }

    /** Whoever committed last is fenced, dead or alive. */
    static Ports fencedByTheLastCommit(Ports ports, SimCluster cluster) {
        return onGroup(ports, call -> {
            if (call.is("stableOffsets")) {
                List<String> last = partitions(call.arguments()[0]).stream()
                        .map(partition -> cluster.offsets().committer(partition))
                        .filter(Objects::nonNull)
                        .distinct()
                        .toList();
                ((GroupLog) call.target()).liveTransactionalIds();
                ((GroupLog) call.target()).fence(last);
            }
            return call.proceed();
        });
    }

    static Ports restoreStopsEarly(Ports ports, SimCluster cluster) {
        return onReaders(ports, call -> call.is("position") ? Long.valueOf(Long.MAX_VALUE) : call.proceed());
    }

    /** What was deleted is not deleted by a restore: a window that has closed is open again. */
    static Ports closedWindowsRestored(Ports ports, SimCluster cluster) {
        Set<Integer> windows = WindowListener.WINDOWS.stream()
                .flatMap(window -> List.of("", ":panes", ":next").stream()
                        .map(part -> Names.storeId("window:" + window.name() + part)))
                .collect(Collectors.toSet());
        return onReaders(ports, call -> {
            Object result = call.proceed();
            if (!call.is("next")) {
                return result;
            }
            List<Change> left = new ArrayList<>();
            for (Object each : (List<?>) Objects.requireNonNull(result)) {
                Change change = (Change) each;
                if (change.value() != null
                        || !windows.contains(EntryKey.parse(change.entry()).store())) {
                    left.add(change);
                }
            }
            return left;
        });
    }

    private static Ports onReaders(Ports ports, Wrapped.Advice advice) {
        return onGroup(ports, call -> {
            Object result = call.proceed();
            return result instanceof ChangelogReader reader ? around(ChangelogReader.class, reader, advice) : result;
        });
    }

    /** Without offsets it begins at the beginning, whatever state there is. */
    static Ports freshOverAChangelog(Ports ports, SimCluster cluster) {
        boolean[] none = {false};
        Ports blind = onGroup(ports, call -> {
            Object result = call.proceed();
            if (call.is("stableOffsets")) {
                none[0] = offsets(result).containsValue(CommittedOffset.NONE);
            }
            return result instanceof Changelog log && none[0]
                    ? new Changelog(log.clusterId(), log.topicId(), 0, 0, log.deleteRetentionMs())
                    : result;
        });
        return onStores(blind, call -> call.is("checkpoint") && none[0] ? null : call.proceed());
    }

    /** State that is ahead of the offsets is thrown away instead of refused. */
    static Ports wipedWhenAhead(Ports ports, SimCluster cluster) {
        long[] position = {Long.MAX_VALUE};
        Ports heard = onGroup(ports, call -> {
            Object result = call.proceed();
            if (call.is("stableOffsets")) {
                position[0] = offsets(result).values().stream()
                        .filter(offset -> offset.offset() >= 0)
                        .mapToLong(SimRules::changelogPosition)
                        .max()
                        .orElse(Long.MAX_VALUE);
            }
            return result;
        });
        return onCheckpoints(heard, at -> at.position() > position[0] ? null : at);
    }

    /** A directory is never too old. */
    static Ports oldDirectoryOpened(Ports ports, SimCluster cluster) {
        return onCheckpoints(
                ports,
                at -> new Checkpoint(
                        at.clusterId(),
                        at.changelogId(),
                        at.task(),
                        at.position(),
                        ports.clock().wallMs()));
    }

    private interface Seen {
        @Nullable
        Checkpoint as(Checkpoint checkpoint);
    }

    private static Ports onCheckpoints(Ports ports, Seen seen) {
        return onStores(ports, call -> {
            Object result = call.proceed();
            return result instanceof Checkpoint checkpoint ? seen.as(checkpoint) : result;
        });
    }

    static Ports stampsForgotten(Ports ports, SimCluster cluster) {
        return onStores(ports, call -> {
            byte[] stamps = ByteBuffer.allocate(4)
                    .putInt(Names.storeId("millrace:inputs"))
                    .array();
            boolean asked = call.is("get")
                    && ByteBuffer.wrap((byte[]) call.arguments()[0], 0, 4).equals(ByteBuffer.wrap(stamps));
            return asked ? null : call.proceed();
        });
    }
}
