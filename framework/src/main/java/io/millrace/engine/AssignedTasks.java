package io.millrace.engine;

import io.millrace.fault.Fault;
import io.millrace.port.CommittedOffset;
import io.millrace.port.InputRecord;
import io.millrace.port.Partition;
import io.millrace.port.TaskStatus;
import io.millrace.state.StoreException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** The tasks of a worker, from the partition that completes one to the one that is given back: opens, feeds, drops them. */
final class AssignedTasks {
    private final ListenerPlan plan;
    private final Ports ports;
    private final Transaction transaction;
    private final Stamper stamper;
    private final Survey survey;
    private final TaskBounds bounds;
    private final StoreLayout layout;
    private final WarmUps warmUps;
    private final Alignment alignment;
    private final Map<Integer, TaskSlot> slots = new TreeMap<>();

    AssignedTasks(
            ListenerPlan plan,
            Ports ports,
            Transaction transaction,
            Stamper stamper,
            Survey survey,
            Overlong overlong) {
        this.plan = plan;
        this.ports = ports;
        this.transaction = transaction;
        this.stamper = stamper;
        this.survey = survey;
        this.bounds = new TaskBounds(this::orderHeapBytesPerTask, overlong);
        this.layout = new StoreLayout(plan);
        this.warmUps = new WarmUps(plan, ports, layout);
        this.alignment = new Alignment(plan);
    }

    Collection<TaskSlot> slots() {
        return slots.values();
    }

    List<Running> running() {
        List<Running> all = new ArrayList<>(slots.size());
        for (TaskSlot slot : slots.values()) {
            Running running = slot.running();
            if (running != null) {
                all.add(running);
            }
        }
        return all;
    }

    boolean anyOpening() {
        return slots.values().stream().anyMatch(slot -> slot.opening() != null);
    }

    /** A task begins to open when it has all of its partitions. */
    void assigned(Set<Partition> partitions) {
        for (Partition partition : partitions) {
            TaskSlot slot = slots.computeIfAbsent(partition.number(), TaskSlot::new);
            slot.assigned().add(partition);
            if (slot.assigned().size() == plan.inputs().size() && slot.opening() == null && slot.running() == null) {
                slot.opening(warmUps.opening(slot.number()));
                start(slot);
            }
        }
    }

    void announced(Set<Integer> announced, Set<Integer> coming) {
        warmUps.announced(announced, coming);
    }

    /** Asks for what was announced, as soon as it can come. */
    void askForAnnounced() {
        WarmUps.Answer answer = warmUps.answer();
        if (answer != null) {
            ports.input().askForShare(answer == WarmUps.Answer.WARM);
        }
    }

    /**
     * A task ends with the first of its partitions that goes. What it has left waits, unread, until the task is whole
     * again: while a service is being rolled to other inputs, they come and go one by one.
     */
    void drop(Set<Partition> partitions) {
        Set<TaskSlot> ended = new LinkedHashSet<>();
        for (Partition partition : partitions) {
            TaskSlot slot = slots.get(partition.number());
            if (slot != null && slot.assigned().remove(partition)) {
                ended.add(slot);
            }
        }
        for (TaskSlot slot : ended) {
            stamper.forget(slot.number());
            if (slot.end()) {
                ports.events().dropped(slot.number());
            }
            if (slot.assigned().isEmpty()) {
                slots.remove(slot.number());
            } else {
                ports.input().pause(slot.assigned());
            }
        }
        report();
    }

    void dropAll() {
        warmUps.close();
        for (TaskSlot slot : List.copyOf(slots.values())) {
            drop(Set.copyOf(slot.assigned()));
        }
    }

    /** What is in doubt is opened again over its store; {@link #startOpenings} begins it. */
    void reopenAll() {
        for (TaskSlot slot : slots.values()) {
            Running running = slot.running();
            if (running != null) {
                stop(slot);
                slot.opening(new TaskOpening(
                        slot.number(), plan, ports, layout, running.opened().store()));
            }
        }
        report();
    }

    /** The task whose store failed is opened again, anew from the changelog if the store is damaged; a second time it fails. */
    void reopen(StoreException e, Fault fault) {
        TaskSlot slot = slots.get(e.task());
        if (slot == null) {
            return;
        }
        stop(slot);
        slot.end();
        if (slot.mayReopen()) {
            TaskOpening opening = new TaskOpening(slot.number(), plan, ports, layout, null);
            slot.opening(e.corrupt() ? opening.rebuilding(e) : opening);
        } else {
            slot.failed(fault);
            ports.events().taskFailed(slot.number(), fault);
        }
        report();
    }

    private void stop(TaskSlot slot) {
        stamper.forget(slot.number());
        ports.input().pause(slot.assigned());
    }

    void startOpenings() {
        slots.values().forEach(this::start);
    }

    private void start(TaskSlot slot) {
        TaskOpening opening = slot.opening();
        if (opening != null && opening.markStarted()) {
            ports.background().start(opening);
        }
    }

    /** Tasks whose opening has ended begin to read where their last owner stopped. Whether there was any. */
    boolean startOpened() {
        boolean any = false;
        for (TaskSlot slot : slots.values()) {
            TaskOpening opening = slot.opening();
            TaskOpening.Outcome outcome = opening == null ? null : opening.outcome();
            if (outcome instanceof TaskOpening.Opened opened) {
                Task task = new Task(slot.number(), plan, ports, transaction, opened, bounds);
                slot.running(new Running(task, opened));
                seek(task);
                ports.events().running(slot.number(), opened.restored());
                report();
                any = true;
            } else if (outcome instanceof TaskOpening.Refused refused) {
                slot.failed(refused.fault());
                ports.events().taskFailed(slot.number(), refused.fault());
                survey.changed();
            }
        }
        return any;
    }

    private long orderHeapBytesPerTask() {
        return plan.settings().orderHeapBytesMax() / Math.max(1, slots.size());
    }

    void seek(Task task) {
        for (Map.Entry<Partition, CommittedOffset> entry :
                task.committedOffsets().entrySet()) {
            ports.input().seek(entry.getKey(), entry.getValue().offset());
        }
    }

    void read(Partition partition, List<InputRecord> records, long next) {
        TaskSlot slot = slots.get(partition.number());
        Running running = slot == null ? null : slot.running();
        if (running != null) {
            running.task().read(partition, records, next);
        }
    }

    /**
     * Only what a task can take is read; everything else is paused, so that nothing piles up.
     *
     * @param any false: nothing at all
     */
    void choosePartitions(boolean any) {
        List<Partition> pause = new ArrayList<>();
        List<Partition> resume = new ArrayList<>();
        alignment.look(running(), ports.input()::atLogEnd);
        for (Running running : running()) {
            for (InputPartition input : running.task().inputs()) {
                input.held(alignment.holds(input));
                boolean read = any && running.task().mayRead(input) && !input.held();
                survey.held(!read && running.task().status() == TaskStatus.RUNNING);
                if (input.paused() == read) {
                    input.paused(!read);
                    (read ? resume : pause).add(input.partition());
                }
            }
        }
        if (!pause.isEmpty()) {
            ports.input().pause(pause);
        }
        if (!resume.isEmpty()) {
            ports.input().resume(resume);
        }
    }

    private void report() {
        Set<Integer> numbers = new TreeSet<>();
        running().forEach(r -> numbers.add(r.task().number()));
        ports.events().tasks(numbers);
        survey.changed();
    }
}
