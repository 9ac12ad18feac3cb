package io.millrace.micronaut;

import io.micrometer.core.instrument.DistributionSummary;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.millrace.ops.ListenerView;
import io.millrace.ops.Metric;
import io.millrace.ops.Outcome;
import io.millrace.ops.TaskView;
import io.millrace.ops.WorkerView;
import io.millrace.port.Clock;
import io.millrace.port.Events;
import io.millrace.port.Partition;
import io.millrace.port.TaskReport;
import io.millrace.port.TaskReport.InputReport;
import io.millrace.port.TaskStatus;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * The meters of one listener. Nearly all are read from its view when somebody asks; only the durations of commits and
 * restores are recorded, as they happen. What belongs to a task or partition comes and goes with it.
 */
final class ListenerMeters implements Observer.ListenerObserver {
    private static final Duration[] COMMIT_BUCKETS = buckets(5, 10, 20, 50, 100, 200, 500, 1_000, 5_000);
    private static final Duration[] RESTORE_BUCKETS = buckets(100, 500, 1_000, 5_000, 20_000, 60_000, 300_000);

    private final ListenerView listener;
    private final MeterRegistry registry;
    private final Clock clock;
    private final List<Meter> own = new ArrayList<>();
    private final Map<Object, List<Meter>> passing = new HashMap<>();
    private final Timer commits;
    private final DistributionSummary commitRecords;
    private final Timer restores;

    ListenerMeters(ListenerView listener, MeterRegistry registry, Clock clock) {
        this.listener = listener;
        this.registry = registry;
        this.clock = clock;
        commits = keep(timer(Metric.COMMIT, COMMIT_BUCKETS));
        restores = keep(timer(Metric.RESTORE, RESTORE_BUCKETS));
        commitRecords = keep(DistributionSummary.builder(Metric.COMMIT_RECORDS.id())
                .description(Metric.COMMIT_RECORDS.text())
                .tags(tags())
                .register(registry));
        for (Outcome outcome : Outcome.values()) {
            counter(Metric.RECORDS, tags("outcome", outcome.tag()), worker -> worker.records(outcome));
        }
        for (Events.Change change : Events.Change.values()) {
            String kind = change.name().toLowerCase(Locale.ROOT);
            counter(Metric.REBALANCES, tags("kind", kind), worker -> worker.rebalances(change));
        }
        for (TaskStatus status : TaskStatus.values()) {
            String state = status.name().toLowerCase(Locale.ROOT);
            own.add(gauge(Metric.TASKS, tags("state", state), view -> view.tasks(status)));
        }
        counter(Metric.OUTPUT_RECORDS, tags(), WorkerView::outputs);
        handled("record", WorkerView::recordsHandled, WorkerView::recordsSeconds);
        handled("timer", WorkerView::timersFired, WorkerView::timersSeconds);
        handled("window", WorkerView::windowsFired, WorkerView::windowsSeconds);
        own.add(gauge(Metric.BACKPRESSURE_RATIO, tags(), view -> view.average(WorkerView::backpressure)));
        own.add(gauge(Metric.POLL_IDLE_RATIO, tags(), view -> view.average(WorkerView::pollIdle)));
    }

    private static Duration[] buckets(long... upToMs) {
        Duration[] buckets = new Duration[upToMs.length];
        for (int i = 0; i < upToMs.length; i++) {
            buckets[i] = Duration.ofMillis(upToMs[i]);
        }
        return buckets;
    }

    private Tags tags(String... more) {
        return Tags.of("listener", listener.name()).and(more);
    }

    private <M extends Meter> M keep(M meter) {
        own.add(meter);
        return meter;
    }

    private Timer timer(Metric metric, Duration[] buckets) {
        return Timer.builder(metric.id())
                .description(metric.text())
                .serviceLevelObjectives(buckets)
                .tags(tags())
                .register(registry);
    }

    private void counter(Metric metric, Tags tags, ToDoubleFunction<WorkerView> value) {
        own.add(FunctionCounter.builder(metric.id(), listener, view -> view.sum(value))
                .description(metric.text())
                .tags(tags)
                .register(registry));
    }

    private void handled(String kind, ToDoubleFunction<WorkerView> count, ToDoubleFunction<WorkerView> seconds) {
        own.add(FunctionTimer.builder(
                        Metric.PROCESS.id(),
                        listener,
                        view -> (long) view.sum(count),
                        view -> view.sum(seconds),
                        TimeUnit.SECONDS)
                .description(Metric.PROCESS.text())
                .tags(tags("kind", kind))
                .register(registry));
    }

    private Meter gauge(Metric metric, Tags tags, ToDoubleFunction<ListenerView> value) {
        return Gauge.builder(metric.id(), listener, value)
                .description(metric.text())
                .baseUnit(metric.unit().isEmpty() ? null : metric.unit())
                .tags(tags)
                .register(registry);
    }

    @Override
    public Events of(WorkerView worker) {
        return new Events() {
            @Override
            public void running(int task, Restored restored) {
                restores.record(restored.restoreNanos(), TimeUnit.NANOSECONDS);
            }

            @Override
            public void committed(int tasks, int outputs, int changes, long nanos) {
                commits.record(nanos, TimeUnit.NANOSECONDS);
                commitRecords.record(worker.committedRecords());
            }

            @Override
            public void surveyed(boolean member, List<TaskReport> tasks) {
                followTheTasks();
            }
        };
    }

    /** Of all workers: a task may move from one to another, and must not be forgotten by the one after the other has it. */
    private synchronized void followTheTasks() {
        Set<Object> here = new HashSet<>();
        for (TaskView task : listener.tasks()) {
            here.add(task.number());
            if (!passing.containsKey(task.number())) {
                passing.put(task.number(), ofTask(task.number()));
            }
            for (InputReport input : task.report().inputs()) {
                here.add(input.partition());
                if (!passing.containsKey(input.partition())) {
                    passing.put(input.partition(), ofInput(input.partition()));
                }
            }
        }
        for (WorkerView worker : listener.workers()) {
            for (String reason : worker.deadLetterReasons()) {
                counterOnce(Metric.DLQ_RECORDS, reason, each -> each.deadLetters(reason));
            }
            for (String code : worker.abortCodes()) {
                counterOnce(Metric.TRANSACTIONS_ABORTED, code, each -> each.aborts(code));
            }
        }
        passing.entrySet().removeIf(entry -> {
            boolean gone = !here.contains(entry.getKey());
            if (gone) {
                entry.getValue().forEach(registry::remove);
            }
            return gone;
        });
    }

    private void counterOnce(Metric metric, String reason, ToDoubleFunction<WorkerView> value) {
        if (registry.find(metric.id()).tags(tags("reason", reason)).functionCounter() == null) {
            counter(metric, tags("reason", reason), value);
        }
    }

    private List<Meter> ofTask(int number) {
        Tags tags = tags("partition", Integer.toString(number));
        return List.of(
                gauge(Metric.WATERMARK_DELAY, tags, of(number, task -> task.watermarkDelaySeconds(clock.wallMs()))),
                gauge(Metric.RESTORE_REMAINING, tags, of(number, task -> task.report()
                        .restoreRemaining())),
                gauge(
                        Metric.STATE_SIZE,
                        tags,
                        of(number, task -> known(task.report().store().bytes()))),
                gauge(
                        Metric.STATE_ENTRIES,
                        tags,
                        of(number, task -> known(task.report().store().entries()))),
                gauge(
                        Metric.TIMERS_PENDING,
                        tags,
                        of(number, task -> known(task.report().store().timeRows()))),
                gauge(
                        Metric.ROCKSDB_MEMTABLES,
                        tags,
                        of(number, task -> known(task.report().store().memtableBytes()))),
                gauge(
                        Metric.ROCKSDB_COMPACTION_PENDING,
                        tags,
                        of(number, task -> known(task.report().store().compactionBytes()))));
    }

    private List<Meter> ofInput(Partition partition) {
        Tags tags = tags("topic", partition.topic(), "partition", Integer.toString(partition.number()));
        return List.of(
                gauge(Metric.LAG_RECORDS, tags, of(partition, input -> known(input.lag()))),
                gauge(Metric.LAG, tags, of(partition.number(), task -> task.lagSeconds(partition, clock.wallMs()))),
                gauge(Metric.WATERMARK_IDLE, tags, of(partition, input -> input.idle() ? 1 : 0)),
                gauge(Metric.WATERMARK_HELD, tags, of(partition, input -> input.held() ? 1 : 0)),
                gauge(
                        Metric.WATERMARK_DISORDER,
                        tags,
                        of(partition, input -> input.disorderMs() < 0 ? Double.NaN : input.disorderMs() / 1e3)));
    }

    private static double known(long value) {
        return value < 0 ? Double.NaN : value;
    }

    private static ToDoubleFunction<ListenerView> of(int number, ToDoubleFunction<TaskView> value) {
        return listener -> {
            @Nullable TaskView task = listener.task(number);
            return task == null ? Double.NaN : value.applyAsDouble(task);
        };
    }

    private static ToDoubleFunction<ListenerView> of(Partition partition, ToDoubleFunction<InputReport> value) {
        return of(partition.number(), task -> task.report().inputs().stream()
                .filter(input -> input.partition().equals(partition))
                .mapToDouble(value)
                .findFirst()
                .orElse(Double.NaN));
    }

    @Override
    public synchronized void close() {
        own.forEach(registry::remove);
        passing.values().forEach(meters -> meters.forEach(registry::remove));
        own.clear();
        passing.clear();
    }
}
