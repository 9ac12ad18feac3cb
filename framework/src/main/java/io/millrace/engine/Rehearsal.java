package io.millrace.engine;

import io.millrace.port.ChangelogReader;
import io.millrace.port.GroupLog;
import io.millrace.port.GroupLog.Changelog;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.state.Checkpoint;
import io.millrace.state.Restorer;
import io.millrace.state.StoreEngine;
import io.millrace.state.TaskStore;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Does for nothing, before a process becomes a member, what the opening of a task does. A process that has just started
 * would do all of it for the first time otherwise, while a task stands still: classes are loaded, a library is unpacked,
 * connections are made, code is compiled. Changes nothing outside; what fails in it is left for the opening to say.
 */
public final class Rehearsal {
    private static final int RECORDS_MAX = 20_000;
    private static final int DECODED_ABOUT = 500;
    private static final int EMPTY_READS_MAX = 3;

    private final ListenerPlan plan;
    private final GroupLog group;
    private final StoreEngine stores;
    private final Set<String> own;

    /**
     * @param own the transactional ids of this process
     */
    public Rehearsal(ListenerPlan plan, GroupLog group, StoreEngine stores, Set<String> own) {
        this.plan = plan;
        this.group = group;
        this.stores = stores;
        this.own = Set.copyOf(own);
    }

    /** Blocks until it is over. */
    public void play() {
        attempt(() -> {
            if (othersWork()) {
                attempt(this::ask);
                attempt(this::decode);
                attempt(this::restore);
            }
        });
    }

    /**
     * Where nobody works, or this process is a member that is expected back, tasks stand still already: there is nothing
     * to gain.
     */
    private boolean othersWork() {
        Set<String> live = group.liveTransactionalIds();
        return !live.isEmpty() && Collections.disjoint(live, own);
    }

    private static void attempt(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            // Nothing depends on it, and the opening of a task will say the same again.
        }
    }

    private void ask() {
        group.openTransactions(plan.idPrefix());
        group.stableOffsets(plan.inputs().stream()
                .map(input -> new Partition(input.topic(), 0))
                .collect(Collectors.toSet()));
    }

    /** No handler is called: decoding is pure, handlers need not be. */
    private void decode() {
        Intake intake = new Intake(plan, 0);
        for (InputPlan input : plan.inputs()) {
            for (InputRecord record : group.newest(new Partition(input.topic(), 0), DECODED_ABOUT)) {
                intake.read(input, record, Long.MIN_VALUE);
            }
        }
    }

    private void restore() {
        int nobody = plan.tasks(); // a topic that gets more partitions stops its listener: this is never a task
        stores.wipe(nobody);
        Changelog changelog = group.changelog(0);
        StoreLayout layout = new StoreLayout(plan);
        try (TaskStore store = stores.open(nobody);
                ChangelogReader reader = group.readChangelog(0, changelog.beginning())) {
            Restorer restorer = new Restorer(store, layout.specs());
            int records = 0;
            int empty = 0;
            while (reader.position() < changelog.end() && records < RECORDS_MAX && empty < EMPTY_READS_MAX) {
                List<ChangelogReader.Change> changes = reader.next();
                changes.forEach(change -> restorer.apply(change.entry(), change.value()));
                restorer.flush(
                        new Checkpoint(changelog.clusterId(), changelog.topicId(), nobody, reader.position(), 0));
                records += changes.size();
                empty = changes.isEmpty() ? empty + 1 : 0;
            }
            layout.catalog(store);
        } finally {
            stores.wipe(nobody);
        }
    }
}
