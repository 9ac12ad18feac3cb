package io.millrace.ops;

import io.millrace.port.Clock;
import io.millrace.port.TaskStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/** What is known of a listener on this replica. Thread-safe. */
public final class ListenerView {
    private final String name;
    private final long pollIntervalMsMax;
    private final Clock clock;
    private final List<WorkerView> workers = new CopyOnWriteArrayList<>();

    /**
     * @param pollIntervalMsMax a worker that has not looped for so long has lost its membership
     */
    public ListenerView(String name, long pollIntervalMsMax, Clock clock) {
        this.name = name;
        this.pollIntervalMsMax = pollIntervalMsMax;
        this.clock = clock;
    }

    /** The view of a worker that will start. */
    public WorkerView addWorker() {
        WorkerView worker = new WorkerView(workers.size(), clock);
        workers.add(worker);
        return worker;
    }

    public String name() {
        return name;
    }

    public long pollIntervalMsMax() {
        return pollIntervalMsMax;
    }

    public List<WorkerView> workers() {
        return workers;
    }

    /** All tasks of all workers. */
    public List<TaskView> tasks() {
        List<TaskView> all = new ArrayList<>();
        workers.forEach(worker -> all.addAll(worker.tasks()));
        return all;
    }

    /** A task that is assigned to this replica, or null. */
    public @Nullable TaskView task(int number) {
        for (WorkerView worker : workers) {
            for (TaskView task : worker.tasks()) {
                if (task.number() == number) {
                    return task;
                }
            }
        }
        return null;
    }

    public long tasks(TaskStatus status) {
        return tasks().stream().filter(task -> task.status() == status).count();
    }

    public double sum(ToDoubleFunction<WorkerView> of) {
        return workers.stream().mapToDouble(of).sum();
    }

    public double average(ToDoubleFunction<WorkerView> of) {
        return workers.stream().mapToDouble(of).average().orElse(Double.NaN);
    }
}
