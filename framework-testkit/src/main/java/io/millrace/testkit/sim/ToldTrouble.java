package io.millrace.testkit.sim;

import io.millrace.port.Failpoint;
import io.millrace.testkit.sim.SimTrouble.Kind;
import io.millrace.testkit.sim.SimTrouble.Trouble;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Trouble of a {@link SimService}: what it is told to, once, and nothing else. Notes which failpoints were reached. */
public final class ToldTrouble {
    private static final String FAILPOINT = "!";
    private static final String COMMIT = "commit";

    private final List<Failpoint> reached = new ArrayList<>();
    private @Nullable Failpoint crashAt;
    private int crashAfter = -1;
    private boolean diskToo;
    private boolean machineToo;
    private boolean machineGone;
    private @Nullable Kind commitLost;
    private int crashes;
    private @Nullable Failpoint crashedAt;

    ToldTrouble() {}

    /** The process that comes to this point next dies there; another one is started in its place. */
    public void crashAt(Failpoint point) {
        crashAt = point;
    }

    /**
     * The process that comes to a failpoint dies there, after so many others were passed; if a machine is to be lost, after
     * that.
     *
     * @param diskToo whether its machine's disks go with it
     */
    public void crashAfter(int failpoints, boolean diskToo) {
        crashAfter = failpoints;
        this.diskToo = diskToo;
    }

    /** The process that is about to commit next dies, and its machine is gone: another one takes its tasks over. */
    public void loseMachineBeforeCommit() {
        machineToo = true;
    }

    /**
     * Nobody hears of the next commit.
     *
     * @param done whether it is done nevertheless
     */
    public void loseCommit(boolean done) {
        commitLost = done ? Kind.REPLY_LOST : Kind.REQUEST_LOST;
    }

    /** What was told and has not happened is called off, but for {@link #crashAt}. What was noted is forgotten. */
    public void clear() {
        crashAfter = -1;
        diskToo = false;
        machineToo = false;
        machineGone = false;
        commitLost = null;
        crashedAt = null;
        reached.clear();
    }

    /** Failpoints reached since the last {@link #clear}, in order, that of a crash included. */
    public List<Failpoint> reached() {
        return List.copyOf(reached);
    }

    /** Whether a machine is gone since {@link #loseMachineBeforeCommit}. */
    public boolean hasLostMachine() {
        return !machineToo;
    }

    /** Where {@link #crashAfter} has ended a process since the last {@link #clear}; null: nowhere. */
    public @Nullable Failpoint crashedAt() {
        return crashedAt;
    }

    /** Whether a commit was lost since {@link #loseCommit}. */
    public boolean hasLostCommit() {
        return commitLost == null;
    }

    /** Processes that died so far. */
    public int crashes() {
        return crashes;
    }

    /** Asked once after each death. */
    boolean takesMachine() {
        boolean now = machineGone;
        machineGone = false;
        return now;
    }

    boolean takesDisks() {
        return diskToo && crashedAt != null;
    }

    SimTrouble calls() {
        return (process, call) -> {
            if (call.startsWith(FAILPOINT)) {
                return at(Failpoint.valueOf(call.substring(FAILPOINT.length())));
            }
            Kind lost = commitLost;
            if (lost != null && call.equals(COMMIT)) {
                commitLost = null;
                return Trouble.of(lost);
            }
            return Trouble.NOTHING;
        };
    }

    private Trouble at(Failpoint point) {
        reached.add(point);
        if (point == crashAt) {
            crashAt = null;
            return crash();
        }
        if (machineToo && point == Failpoint.BEFORE_COMMIT) {
            machineToo = false;
            machineGone = true;
            // What counts from now on is how another one takes over.
            reached.clear();
            return crash();
        }
        if (!machineToo && crashAfter >= 0 && crashAfter-- == 0) {
            crashedAt = point;
            return crash();
        }
        return Trouble.NOTHING;
    }

    private Trouble crash() {
        crashes++;
        return Trouble.of(Kind.CRASH_BEFORE);
    }
}
