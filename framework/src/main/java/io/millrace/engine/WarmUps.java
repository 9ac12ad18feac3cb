package io.millrace.engine;

import io.millrace.port.Background;
import io.millrace.state.TaskStore;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Fetches the state of tasks that were announced to this worker while their owner works on, one after the other, so that
 * little is left to replay when they come. A task that cannot be warmed is taken over cold: its opening says what is wrong.
 *
 * <p>All but {@link #step} is called on the worker's thread.
 */
final class WarmUps implements Background.Work {
    private static final int NOBODYS = -1;

    private final ListenerPlan plan;
    private final Ports ports;
    private final StoreLayout layout;
    private final Map<Integer, @Nullable TaskStore> wanted = new HashMap<>();
    private final Deque<Integer> waiting = new ArrayDeque<>();
    private @Nullable TaskOpening current;
    private int currentTask;
    private long records;
    private long nanos;
    private boolean active;
    private boolean failed;
    private boolean answered = true;

    /** It was said that all of them are warm. Where so much is written that they are behind again, they come all the same. */
    private boolean wereWarm;

    private long beganNanos;

    WarmUps(ListenerPlan plan, Ports ports, StoreLayout layout) {
        this.plan = plan;
        this.ports = ports;
        this.layout = layout;
    }

    /**
     * All tasks that this worker is to have. One that is announced though it is warm has fallen behind: the rest is fetched.
     *
     * @param coming nothing is to be asked for: they come when their owner has given them up
     */
    synchronized void announced(Set<Integer> announced, Set<Integer> coming) {
        List.copyOf(wanted.keySet()).stream()
                .filter(task -> !announced.contains(task) && !coming.contains(task))
                .forEach(this::forget);
        wereWarm &= wanted.keySet().containsAll(announced);
        if (wanted.isEmpty()) {
            beganNanos = ports.clock().nanos();
            failed = false;
        }
        answered = announced.isEmpty();
        waiting.clear();
        announced.forEach(this::fetch);
        coming.stream().filter(task -> wanted.get(task) == null).forEach(this::fetch);
        if (!waiting.isEmpty() && !active) {
            active = true;
            ports.background().start(this);
        }
    }

    private void fetch(int task) {
        wanted.putIfAbsent(task, null);
        if (current == null || currentTask != task) {
            waiting.add(task);
        }
    }

    /** The opening of a task that has come, over what there is of it. */
    synchronized TaskOpening opening(int task) {
        TaskStore warm = wanted.remove(task);
        waiting.remove(task);
        if (current != null && currentTask == task) {
            currentTask = NOBODYS; // if the task goes and comes again meanwhile, it begins anew
            return current.own(); // it is on its way: its steps are taken here as before
        }
        return TaskOpening.over(task, plan, ports, layout, warm);
    }

    private void forget(int task) {
        TaskStore warm = wanted.remove(task);
        waiting.remove(task);
        if (warm != null) {
            warm.close();
        }
        if (current != null && currentTask == task) {
            current.cancel();
            currentTask = NOBODYS; // whoever wants it anew begins anew
        }
    }

    /** What the group is to be told now, once for each announcement; null: nothing. */
    synchronized @Nullable Answer answer() {
        if (answered) {
            return null;
        }
        boolean late = (ports.clock().nanos() - beganNanos) / 1_000_000
                > plan.settings().warmUpMsMax();
        if (!late && (current != null || !waiting.isEmpty())) {
            return null;
        }
        boolean patient = !failed && !late && !wereWarm;
        answered = true;
        wereWarm = true;
        return patient ? Answer.WARM : Answer.WITHOUT;
    }

    /** Whether announced tasks can come. */
    enum Answer {
        WARM,
        /** They need not be waited for any longer. */
        WITHOUT
    }

    synchronized void close() {
        announced(Set.of(), Set.of());
    }

    @Override
    public Background.Progress step() {
        TaskOpening opening = next();
        if (opening == null) {
            return Background.Progress.DONE;
        }
        Background.Progress progress = opening.step();
        return progress == Background.Progress.DONE ? ended(opening) : progress;
    }

    private synchronized @Nullable TaskOpening next() {
        if (current == null) {
            Integer task = waiting.poll();
            if (task == null) {
                active = false;
            } else {
                records = 0;
                nanos = 0;
                begin(task, wanted.put(task, null));
            }
        }
        return current;
    }

    private void begin(int task, @Nullable TaskStore store) {
        TaskOpening opening = TaskOpening.ahead(task, plan, ports, layout, store);
        opening.markStarted();
        currentTask = task;
        current = opening;
    }

    private synchronized Background.Progress ended(TaskOpening opening) {
        TaskOpening.Outcome outcome = opening.outcome();
        if (outcome == null) {
            return Background.Progress.AGAIN; // the task has come at this moment
        }
        current = null;
        if (!wanted.containsKey(currentTask)) {
            return Background.Progress.AGAIN; // it has come, or is wanted no longer: whoever said so takes the outcome
        }
        if (outcome instanceof TaskOpening.Opened opened) {
            records += opened.restored().records();
            nanos += opened.restored().restoreNanos();
            // A long replay has left much to replay.
            if (opened.restored().records() > plan.settings().warmUpRecordsMax()) {
                begin(currentTask, opened.store());
            } else {
                wanted.put(currentTask, opened.store());
                ports.events().warmed(currentTask, records, nanos);
            }
        } else if (outcome instanceof TaskOpening.Refused) {
            failed = true;
        }
        return Background.Progress.AGAIN;
    }
}
