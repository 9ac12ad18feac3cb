package io.millrace.ops;

import io.millrace.fault.Fault;
import io.millrace.port.TaskStatus;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A judgement of a service.
 *
 * @param details by listener, then by worker and task: for people and programs alike
 */
public record Health(boolean up, Map<String, Object> details) {

    /**
     * Whether the process should be left alone. It is down only for what a restart might mend or a person must see: a worker
     * has died, has not looped within the time its group allows, or a task's state cannot be recovered. A broker that is
     * away, a rebalance and a restore are none of that: restarting would only make them longer.
     */
    public static Health liveness(ServiceView service) {
        boolean up = service.listeners().stream().allMatch(Health::isLive);
        return new Health(up, details(service));
    }

    /**
     * Whether every task assigned to the replica runs. So it is with none: a spare replica is ready. Not before each worker
     * has been a member of its group, because until then it does not know what it will have.
     */
    public static Health readiness(ServiceView service) {
        boolean up = service.isStarted() && service.listeners().stream().allMatch(Health::isReady);
        return new Health(up, details(service));
    }

    private static boolean isLive(ListenerView listener) {
        for (WorkerView worker : listener.workers()) {
            boolean stuck = worker.sinceLoopSeconds() * 1e3 > listener.pollIntervalMsMax();
            if (worker.stopped() != null || stuck || worker.tasks().stream().anyMatch(Health::isUnrecoverable)) {
                return false;
            }
        }
        return true;
    }

    /** A task that a handler's failure stopped has its state; one that was refused, or whose store is damaged, has not. */
    private static boolean isUnrecoverable(TaskView task) {
        Fault fault = task.fault();
        return fault != null && !(fault instanceof Fault.Poison);
    }

    private static boolean isReady(ListenerView listener) {
        return listener.workers().stream()
                .allMatch(worker -> worker.stopped() == null
                        && worker.joined()
                        && worker.tasks().stream().allMatch(task -> task.status() == TaskStatus.RUNNING));
    }

    private static Map<String, Object> details(ServiceView service) {
        Map<String, Object> listeners = new LinkedHashMap<>();
        for (ListenerView listener : service.listeners()) {
            Map<String, Object> workers = new LinkedHashMap<>();
            Map<String, Object> tasks = new LinkedHashMap<>();
            for (WorkerView worker : listener.workers()) {
                workers.put(Integer.toString(worker.number()), of(worker));
                worker.tasks().forEach(task -> tasks.put(Integer.toString(task.number()), of(task)));
            }
            listeners.put(listener.name(), Map.of("workers", workers, "tasks", tasks));
        }
        return listeners;
    }

    private static Map<String, Object> of(WorkerView worker) {
        Map<String, Object> details = new LinkedHashMap<>();
        Fault stopped = worker.stopped();
        details.put("state", stopped != null ? "DEAD" : worker.joined() ? "MEMBER" : "JOINING");
        details.put("secondsSinceLoop", rounded(worker.sinceLoopSeconds()));
        details.put("secondsSinceCommit", rounded(worker.sinceCommitSeconds()));
        if (stopped != null) {
            details.put("error", stopped.text());
        }
        return details;
    }

    private static Map<String, Object> of(TaskView task) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("state", task.status().name());
        if (task.status() == TaskStatus.RESTORING) {
            details.put("restoreRemaining", task.report().restoreRemaining());
        }
        task.lag().ifPresent(lag -> details.put("lag", lag));
        Fault fault = task.fault();
        if (fault != null) {
            details.put("error", fault.text());
        }
        return details;
    }

    private static double rounded(double seconds) {
        return Math.round(seconds * 1e3) / 1e3;
    }
}
