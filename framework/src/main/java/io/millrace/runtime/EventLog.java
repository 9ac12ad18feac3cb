package io.millrace.runtime;

import io.millrace.fault.Fault;
import io.millrace.port.Events;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes what a worker reports to the log: for people by the class's logger, and for programs as one JSON object a line
 * by the logger {@code millrace.event}.
 */
public final class EventLog implements Events {
    private static final Logger LOG = LoggerFactory.getLogger(EventLog.class);
    private static final Logger EVENTS = LoggerFactory.getLogger("millrace.event");
    private static final double MEGABYTE = 1024 * 1024;
    private static final long LATE_LINE_EVERY_NANOS = 60_000_000_000L;

    /** A flood of poison must not become a flood of lines: where each one came from stands in its letter. */
    private static final long POISON_LINE_EVERY_NANOS = 1_000_000_000L;

    private final String listener;
    private final int worker;
    private final Seldom lateDropped = new Seldom(LATE_LINE_EVERY_NANOS);
    private final Seldom deadLettered = new Seldom(POISON_LINE_EVERY_NANOS);
    private final Seldom skipped = new Seldom(POISON_LINE_EVERY_NANOS);
    private final Seldom retried = new Seldom(POISON_LINE_EVERY_NANOS);
    private long committedAt = System.currentTimeMillis();

    public EventLog(String listener, int worker) {
        this.listener = listener;
        this.worker = worker;
    }

    @Override
    public void running(int task, Restored restored) {
        long settleMs = restored.settleNanos() / 1_000_000;
        long openMs = restored.openNanos() / 1_000_000;
        long restoreMs = restored.restoreNanos() / 1_000_000;
        double megabytes = restored.bytes() / MEGABYTE;
        LOG.info(
                "{} task {} runs: offsets settled in {} ms, store opened in {} ms, {} records ({} MB) replayed in {} ms{}",
                listener,
                task,
                settleMs,
                openMs,
                restored.records(),
                Math.round(megabytes),
                restoreMs,
                restored.rebuilt() ? ", from the beginning" : "");
        EVENTS.info(
                "millrace.event {\"event\":\"restored\",\"listener\":\"{}\",\"task\":{},\"records\":{},\"bytes\":{},"
                        + "\"position\":{},\"settleMs\":{},\"openMs\":{},\"ms\":{},\"rebuilt\":{},\"at\":{}}",
                listener,
                task,
                restored.records(),
                restored.bytes(),
                restored.position(),
                settleMs,
                openMs,
                restoreMs,
                restored.rebuilt(),
                System.currentTimeMillis());
    }

    @Override
    public void warmed(int task, long records, long nanos) {
        LOG.info(
                "{} task {} is warm: {} records replayed in {} ms while its owner works on",
                listener,
                task,
                records,
                nanos / 1_000_000);
        EVENTS.info(
                "millrace.event {\"event\":\"warmed\",\"listener\":\"{}\",\"task\":{},\"records\":{},\"at\":{}}",
                listener,
                task,
                records,
                System.currentTimeMillis());
    }

    @Override
    public void storeDamaged(int task, String why) {
        LOG.warn("{} task {}: its directory is wiped and made anew from the changelog: {}", listener, task, why);
    }

    @Override
    public void waits(int task, long seconds, String what) {
        LOG.warn(
                "MR-0388: {} task {} cannot be opened: {} ({} s now). Transactions end by themselves after their producer's"
                        + " transaction.timeout.ms; one that does not is found by kafka-transactions.sh find-hanging, and"
                        + " ended by its abort",
                listener,
                task,
                what,
                seconds);
    }

    @Override
    public void tasks(Set<Integer> running) {
        EVENTS.info(
                "millrace.event {\"event\":\"running\",\"listener\":\"{}\",\"worker\":{},\"tasks\":{}}",
                listener,
                worker,
                running);
    }

    @Override
    public void dropped(int task) {
        LOG.info("{} task {} given up", listener, task);
        EVENTS.info(
                "millrace.event {\"event\":\"released\",\"listener\":\"{}\",\"task\":{},\"committedAt\":{},\"at\":{}}",
                listener,
                task,
                committedAt,
                System.currentTimeMillis());
    }

    @Override
    public void rebalanced(Change change) {
        EVENTS.info(
                "millrace.event {\"event\":\"rebalanced\",\"listener\":\"{}\",\"worker\":{},\"change\":\"{}\",\"at\":{}}",
                listener,
                worker,
                change,
                System.currentTimeMillis());
    }

    @Override
    public void committed(int tasks, int outputs, int changes, long nanos) {
        committedAt = System.currentTimeMillis();
    }

    @Override
    public void firstCommitted(int task) {
        EVENTS.info(
                "millrace.event {\"event\":\"first-commit\",\"listener\":\"{}\",\"task\":{},\"at\":{}}",
                listener,
                task,
                System.currentTimeMillis());
    }

    @Override
    public void rolledBack(Fault fault) {
        LOG.warn("{} rolled back, and goes on: {}", listener, fault.text());
    }

    @Override
    public void deadLettered(int task, String reason) {
        told(deadLettered, task, "went to the dead letters", reason);
    }

    @Override
    public void skipped(int task, String reason) {
        told(skipped, task, "was left behind, as its policy says", reason);
    }

    private void told(Seldom kind, int task, String what, String reason) {
        long times = kind.happened(System.nanoTime());
        if (times == 1) {
            LOG.warn("{} task {}: a record {} ({})", listener, task, what, reason);
        } else if (times > 1) {
            LOG.warn(
                    "{} task {}: a record {} ({}); {} since this was last said, which is once a second at most",
                    listener,
                    task,
                    what,
                    reason,
                    times);
        }
    }

    @Override
    public void retried(int task, int attempt) {
        if (retried.happened(System.nanoTime()) > 0) {
            LOG.info("{} task {}: attempt {} failed, trying again", listener, task, attempt);
        }
    }

    @Override
    public void lateDropped(int task, String reason) {
        long times = lateDropped.happened(System.nanoTime());
        if (times > 0) {
            LOG.warn(
                    "{} task {}: a record came too late ({}) and goes nowhere, for want of a lateTo; {} since this was"
                            + " last said, which is once a minute at most. millrace.records counts them",
                    listener,
                    task,
                    reason,
                    times);
        }
    }

    @Override
    public void taskFailed(int task, Fault fault) {
        boolean caused = fault instanceof Fault.Poison;
        LOG.error(
                "{} task {} stopped: {}",
                listener,
                task,
                fault.text(),
                caused ? Outline.of(fault.cause()) : fault.cause());
        if (caused) {
            LOG.debug("{} task {} stopped by", listener, task, fault.cause());
        }
        EVENTS.info(
                "millrace.event {\"event\":\"task-failed\",\"listener\":\"{}\",\"task\":{},\"code\":\"{}\"}",
                listener,
                task,
                fault.code());
    }

    @Override
    public void stopped(Fault fault) {
        LOG.error("{} stopped: {}", listener, fault.text(), fault.cause());
        EVENTS.info(
                "millrace.event {\"event\":\"stopped\",\"listener\":\"{}\",\"worker\":{},\"code\":\"{}\"}",
                listener,
                worker,
                fault.code());
    }
}
