package io.millrace.testkit.sim;

import io.millrace.engine.ListenerPlan;
import io.millrace.engine.Ports;
import io.millrace.port.Events;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.state.EntryKey;
import io.millrace.state.Family;
import io.millrace.state.StoreException;
import io.millrace.state.StoreScan;
import io.millrace.state.TaskStore;
import io.millrace.testkit.check.Event;
import io.millrace.testkit.check.History;
import io.millrace.testkit.check.Observed.Answered;
import io.millrace.testkit.check.Observed.Entry;
import io.millrace.testkit.check.Observed.Healed;
import io.millrace.testkit.check.Observed.Killed;
import io.millrace.testkit.check.Observed.Lag;
import io.millrace.testkit.check.Observed.Moment;
import io.millrace.testkit.check.Observed.Restored;
import io.millrace.testkit.check.Observed.Seen;
import io.millrace.testkit.check.Observed.Snapshot;
import io.millrace.testkit.check.Observed.Started;
import io.millrace.testkit.check.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Writes the history of a simulated run as observers of real processes would: a reader of outputs, one who asks for lag and
 * state, a look at directories when tasks begin; and at the end what the logs hold.
 *
 * <p>It stands between no port and the engine, and takes nothing of the simulation's chance: the run is the same as without.
 */
final class HistoryRecorder implements SimMutation {
    /** As in {@link SimRun}. */
    private static final int TROUBLE_MS = 16_000;

    private static final int LOOK_MS = 400;
    private static final byte[] LAST = {-1, -1, -1, -1, -1, -1, -1, -1};

    private final List<Step> steps = new ArrayList<>();
    private final List<Watched> workers = new ArrayList<>();
    private final Map<Partition, Long> seen = new HashMap<>();
    private final Map<String, SimProcess> processes = new LinkedHashMap<>();
    private final Set<String> killed = new TreeSet<>();
    private @Nullable SimCluster cluster;
    private int snapshots;
    private String planned = "";

    /** A worker of some process, and the tasks that run there. */
    private record Watched(String listener, SimStores stores, Set<Integer> tasks) {
        boolean runs() {
            return stores.process().alive() && !stores.process().halted();
        }
    }

    @Override
    public Ports apply(Ports ports, SimCluster of) {
        if (cluster == null) {
            cluster = of;
            of.loop().afterMs(TROUBLE_MS - of.loop().clock().ms(), () -> add("harness", new Healed()));
            of.loop().afterMs(LOOK_MS, this::look);
        }
        SimStores stores = (SimStores) ports.stores();
        if (processes.put(stores.process().name(), stores.process()) == null) {
            add("harness", new Started(stores.process().name()));
        }
        // The plan comes first: see SimMutation.
        Watched watched = new Watched(planned, stores, new TreeSet<>());
        workers.add(watched);
        Events told = ports.events();
        Events events = Wrapped.around(Events.class, told, call -> {
            if (call.is("running")) {
                began(watched, (Integer) call.arguments()[0], (Events.Restored) call.arguments()[1]);
            } else if (call.is("tasks")) {
                watched.tasks().clear();
                ((Set<?>) call.arguments()[0]).forEach(task -> watched.tasks().add((Integer) task));
            }
            return call.proceed();
        });
        return new Ports(
                ports.input(),
                ports.output(),
                ports.group(),
                ports.stores(),
                ports.handlers(),
                ports.background(),
                ports.clock(),
                events,
                ports.failpoints());
    }

    @Override
    public ListenerPlan plan(ListenerPlan plan) {
        planned = plan.model().name();
        return plan;
    }

    /** Records what an engine does that is wrong in some way. */
    SimMutation watching(SimMutation wrong) {
        return new SimMutation() {
            @Override
            public Ports apply(Ports ports, SimCluster of) {
                return wrong.apply(HistoryRecorder.this.apply(ports, of), of);
            }

            @Override
            public ListenerPlan plan(ListenerPlan plan) {
                return HistoryRecorder.this.plan(wrong.plan(plan));
            }
        };
    }

    private SimCluster cluster() {
        return Objects.requireNonNull(cluster);
    }

    private void add(String by, Event event) {
        steps.add(new Step(0, cluster().loop().clock().wallMs(), by, event));
    }

    private void began(Watched worker, int task, Events.Restored restored) {
        String by = worker.stores().process().name();
        long position = Math.max(0, worker.stores().position(task));
        add(by, new Restored(worker.listener(), task, restored.records(), position, restored.rebuilt()));
        snapshot(by, worker, task, Moment.CHECKPOINT);
    }

    /** What could be read now, by whom it may concern. */
    private void look() {
        processes.forEach((name, process) -> {
            if (!process.alive() && killed.add(name)) {
                add("harness", new Killed(name));
            }
        });
        for (String topic : List.of("out", "ordered")) {
            for (SimLog log : cluster().logsOf(topic)) {
                SimLog.Fetched fetched = log.fetch(seen.getOrDefault(log.partition(), 0L), Integer.MAX_VALUE);
                seen.put(log.partition(), fetched.next());
                fetched.records().forEach(record -> saw(log.partition(), record));
            }
        }
        for (Watched worker : workers) {
            if (worker.listener().equals(TallyListener.NAME) && worker.runs()) {
                worker.tasks().forEach(task -> ask(worker, task));
            }
        }
        lag(TallyListener.NAME, "in");
        lag(
                workers.stream().anyMatch(one -> one.listener().equals(WindowListener.NAME))
                        ? WindowListener.NAME
                        : OrderedListener.NAME,
                "by-group");
        cluster().loop().afterMs(LOOK_MS, this::look);
    }

    private void saw(Partition partition, InputRecord record) {
        OutputText output = OutputText.of(record);
        add(
                "reader",
                new Seen(
                        partition.topic(),
                        partition.number(),
                        record.offset(),
                        output.uid(),
                        output.key(),
                        output.n(),
                        output.chain()));
    }

    private void lag(String listener, String topic) {
        long records = 0;
        for (SimLog log : cluster().logsOf(topic)) {
            long from = Math.max(0, cluster().committed(log.partition()).offset());
            records += log.fetch(from, Integer.MAX_VALUE).records().size() + log.end() - log.stableEnd();
        }
        add("harness", new Lag(listener, records));
    }

    private void ask(Watched worker, int task) {
        String replica = worker.stores().process().name();
        entries(worker, task).forEach((name, value) -> {
            if (name.store().equals("n")) {
                add("asker", new Answered(replica, worker.listener(), name.key(), Long.parseLong(value)));
            }
        });
    }

    /** A row of a store, or of a changelog. */
    record Name(String store, String key, String entry) {}

    private Map<Name, String> entries(Watched worker, int task) {
        Map<Name, String> entries = new LinkedHashMap<>();
        TaskStore store = worker.stores().view(task);
        try (StoreScan scan = store.scan(Family.ENTRIES, new byte[0], LAST)) {
            while (scan.next()) {
                EntryKey entry = EntryKey.parse(scan.key());
                entries.put(StateText.name(entry), StateText.value(entry, scan.value()));
            }
        } catch (StoreException e) {
            return Map.of(); // it rots, and its owner will find out
        }
        return entries;
    }

    private void snapshot(String by, Watched worker, int task, Moment moment) {
        Map<Name, String> entries = entries(worker, task);
        if (!entries.isEmpty()) {
            String id = worker.listener() + "-" + snapshots++;
            long position = Math.max(0, worker.stores().position(task));
            add(by, new Snapshot(id, worker.listener(), task, moment, position));
            entries.forEach((name, value) -> add(by, new Entry(id, name.store(), name.key(), name.entry(), value)));
        }
    }

    /** The run is over: what the directories and the logs hold. */
    History history() {
        look();
        Map<String, Watched> directories = new TreeMap<>();
        for (Watched worker : workers) {
            String machine = worker.stores().process().name().replaceAll("#.*", "");
            directories.put(machine + " " + worker.listener(), worker);
        }
        directories.values().forEach(worker -> {
            for (int task = 0; task < cluster().partitionsOf(topicOf(worker.listener())); task++) {
                boolean owner = worker.runs() && worker.tasks().contains(task);
                snapshot("harness", worker, task, owner ? Moment.ENDED : Moment.CHECKPOINT);
            }
        });
        new LogHistory(cluster(), event -> add("logs", event)).tell(listeners());
        return History.numbered(steps);
    }

    private Set<String> listeners() {
        Set<String> names = new TreeSet<>();
        workers.forEach(worker -> names.add(worker.listener()));
        return names;
    }

    static String topicOf(String listener) {
        return listener.equals(TallyListener.NAME) ? "in" : "by-group";
    }
}
