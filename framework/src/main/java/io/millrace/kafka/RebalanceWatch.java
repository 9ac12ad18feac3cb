package io.millrace.kafka;

import io.millrace.port.InputLog.Retirement;
import io.millrace.port.InputLog.Standing;
import java.util.Map;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.MetricName;
import org.jspecify.annotations.Nullable;

/**
 * What a consumer knows of the rebalance under way and does not tell: its assignor is called when it joins and when it
 * has its share, and its count of answered joins shows the moment in between, from which on the group has a new generation
 * and refuses commits of the old one.
 *
 * <p>Called inside {@code poll} only. With {@code group.protocol=consumer} nothing is ever under way: there is no such
 * moment.
 */
final class RebalanceWatch {
    private @Nullable Metric joins;
    private double joinsBefore;
    private boolean joining;
    private boolean joinAgain;
    private boolean patient = true;
    private boolean retires;
    private boolean saidSo;
    private Retirement retirement = Retirement.ASKED;
    private TaskNote note = TaskNote.NONE;

    void follow(Map<MetricName, ? extends Metric> metrics) {
        metrics.forEach((name, metric) -> {
            if (name.name().equals("join-total") && name.group().equals("consumer-coordinator-metrics")) {
                joins = metric;
            }
        });
    }

    /** The member asks to join. */
    void joins() {
        joining = true;
        saidSo = retires;
        joinsBefore = answered();
    }

    /** The member has its share. */
    void assigned(TaskNote said) {
        joining = false;
        // What was asked for while it joined did not reach the leader.
        joinAgain = said.joinAgain() || retires && !saidSo;
        note = said;
        patient = true;
        if (saidSo) {
            retirement = said.alone() ? Retirement.ALONE : Retirement.GRANTED;
        }
    }

    /** What the leader said beside the share. */
    TaskNote note() {
        return note;
    }

    /** Until it has its share, the member takes tasks without having their state. */
    void impatient() {
        patient = false;
    }

    /** From the next join on, the member's tasks are to go to others. */
    void retire() {
        retires = true;
    }

    boolean retires() {
        return retires;
    }

    Retirement retirement() {
        return retirement;
    }

    boolean patient() {
        return patient;
    }

    /** Whether it has to join again; once. */
    boolean takeJoinAgain() {
        boolean asked = joinAgain;
        joinAgain = false;
        return asked;
    }

    Standing standing() {
        if (!joining) {
            return Standing.MEMBER;
        }
        return answered() > joinsBefore ? Standing.BETWEEN : Standing.JOINING;
    }

    private double answered() {
        return joins != null && joins.metricValue() instanceof Double total ? total : 0;
    }
}
