package io.millrace.engine;

import io.millrace.port.InputLog;
import io.millrace.port.InputLog.Retirement;
import io.millrace.port.InputLog.Standing;

/**
 * How a worker leaves its group: it says so, and works on until others have its tasks, each with its state. Nobody is waited
 * for who is not there, and not for ever.
 */
final class Farewell {
    /** A coordinator lets a member join anew at once; one that does not is away. */
    private static final long JOIN_MS_MAX = 3_000;

    private final ListenerPlan plan;
    private final Ports ports;
    private boolean asked;
    private boolean goes;
    private long askedNanos;

    Farewell(ListenerPlan plan, Ports ports) {
        this.plan = plan;
        this.ports = ports;
    }

    /**
     * Whether the worker may go now.
     *
     * @param tasks it has some
     */
    boolean over(boolean tasks) {
        if (!asked) {
            asked = true;
            askedNanos = ports.clock().nanos();
            goes = !tasks
                    || plan.settings().handOverMsMax() == 0
                    || !ports.input().retire();
        }
        goes |= !tasks || late();
        return goes;
    }

    private boolean late() {
        InputLog.Retirement answer = ports.input().retirement();
        long sinceMs = (ports.clock().nanos() - askedNanos) / 1_000_000;
        return answer == Retirement.ALONE
                || answer == Retirement.ASKED && !isJoining() && sinceMs > JOIN_MS_MAX
                || sinceMs > plan.settings().handOverMsMax();
    }

    /** It has told the coordinator, and the others are still to come. */
    private boolean isJoining() {
        return ports.input().standing() != Standing.MEMBER;
    }
}
