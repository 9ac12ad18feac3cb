package io.millrace.testkit.sim;

import io.millrace.port.ChangelogReader;
import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the opening of a task asks the cluster. */
final class SimGroupLog implements GroupLog {
    private final SimProcess process;
    private final SimGroup group;
    private final String changelog;
    private long askedWhoLivesMs = Long.MAX_VALUE;

    SimGroupLog(SimProcess process, SimGroup group, String changelog) {
        this.process = process;
        this.group = group;
        this.changelog = changelog;
    }

    @Override
    public List<String> openTransactions(String prefix) {
        return process.remote(
                "openTransactions", () -> process.cluster().transactions().open(prefix));
    }

    @Override
    public Set<String> liveTransactionalIds() {
        return process.remote("liveTransactionalIds", () -> {
            askedWhoLivesMs = process.loop().clock().ms();
            return group.liveTransactionalIds();
        });
    }

    @Override
    public void fence(Collection<String> transactionalIds) {
        List<String> ids = List.copyOf(transactionalIds);
        process.remote("fence " + ids, () -> {
            for (String id : ids) {
                process.cluster().rules().fencing(id, group.byTransactionalId(id), askedWhoLivesMs);
            }
            process.cluster().transactions().fence(ids);
            return null;
        });
    }

    @Override
    public Map<Partition, CommittedOffset> stableOffsets(Collection<Partition> partitions) {
        return process.remote("stableOffsets", () -> process.cluster().stableOffsets(partitions));
    }

    @Override
    public long beginning(Partition partition) {
        return process.remote("beginning", () -> 0L);
    }

    @Override
    public long startingAt(Partition partition, long timestampMs) {
        return process.remote(
                "startingAt", () -> process.cluster().log(partition).startingAt(timestampMs));
    }

    @Override
    public long end(Partition partition) {
        return process.remote("end", () -> process.cluster().log(partition).end());
    }

    @Override
    public Changelog changelog(int task) {
        return process.remote("changelog", () -> process.cluster().changelog(changelog, task));
    }

    /** In any order. */
    @Override
    public Situation situation(String prefix, Collection<Partition> partitions, int task) {
        if (process.loop().chance(2)) {
            return GroupLog.super.situation(prefix, partitions, task);
        }
        Changelog before = changelog(task);
        List<String> open = openTransactions(prefix);
        return new Situation(open, stableOffsets(partitions), before);
    }

    @Override
    public ChangelogReader readChangelog(int task, long from) {
        SimLog log = process.cluster().log(new Partition(changelog, task));
        return new ChangelogReader() {
            private long position = from;

            @Override
            public List<Change> next() {
                SimLog.Fetched fetched = process.remote(
                        "restore",
                        () -> log.fetch(position, 1 + process.loop().random().nextInt(8)));
                position = fetched.next();
                List<Change> changes = new ArrayList<>();
                for (InputRecord record : fetched.records()) {
                    byte[] key = record.key();
                    if (key != null) {
                        changes.add(new Change(record.offset(), key, record.value()));
                    }
                }
                return changes;
            }

            @Override
            public long position() {
                return position;
            }

            @Override
            public void close() {}
        };
    }

    /** The log keeps everything: what is purged is only never read again, and a read below it would show nothing wrong. */
    @Override
    public void purge(Map<Partition, Long> below) {
        process.local("purge", () -> null);
    }
}
