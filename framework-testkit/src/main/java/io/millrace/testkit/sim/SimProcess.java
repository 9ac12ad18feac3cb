package io.millrace.testkit.sim;

import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.Failpoints;
import io.millrace.testkit.sim.SimTrouble.Kind;
import io.millrace.testkit.sim.SimTrouble.Trouble;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A process: every call it makes to the outside goes through {@link #call}, where it may die, stand still, or be left
 * without an answer.
 */
final class SimProcess {
    private static final int LATE_MS_MAX = 500;

    private final String name;
    private final SimCluster cluster;
    private final SimLoop loop;
    private final SimTrouble trouble;
    private final Runnable onDeath;
    private boolean alive = true;
    private boolean halted;

    SimProcess(String name, SimCluster cluster, SimTrouble trouble, Runnable onDeath) {
        this.name = name;
        this.cluster = cluster;
        this.loop = cluster.loop();
        this.trouble = trouble;
        this.onDeath = onDeath;
    }

    String name() {
        return name;
    }

    SimCluster cluster() {
        return cluster;
    }

    SimLoop loop() {
        return loop;
    }

    boolean alive() {
        return alive;
    }

    /** Whether it stands still now, so that nothing of it may run. */
    boolean halted() {
        return halted;
    }

    /** Ends it without a word to anybody. */
    void kill() {
        if (alive) {
            alive = false;
            loop.trace().add(name, "killed");
            onDeath.run();
        }
    }

    Failpoints failpoints() {
        return point -> call("!" + point, null, () -> null);
    }

    /** A call that nobody can miss the answer of. */
    <T> T local(String what, Supplier<T> action) {
        return call(what, null, action);
    }

    /** A call over the network. */
    <T> T remote(String what, Supplier<T> action) {
        return call(what, new Fault.Transient("MR-0301", what + " timed out", false, null), action);
    }

    /**
     * @param lost what the caller hears if request or reply is lost; null: cannot be lost
     */
    <T> T call(String what, @Nullable Fault lost, Supplier<T> action) {
        live();
        loop.passMicros(20 + loop.random().nextInt(400));
        cluster.tick();
        Trouble now = trouble.at(name, what);
        if (now.kind() != Kind.NOTHING) {
            loop.trace().add(name, what + " " + now.kind() + " " + now.ms());
        } else if (!what.equals("poll")) {
            loop.trace().add(name, what);
        }
        switch (now.kind()) {
            case CRASH_BEFORE -> crash();
            case STALL_BEFORE -> halt(now.ms());
            case REQUEST_LOST -> refuse(lost);
            case REQUEST_LATE -> {
                if (lost != null) {
                    loop.afterMs(1 + loop.random().nextInt(LATE_MS_MAX), () -> late(what, action));
                }
                refuse(lost);
            }
            default -> {}
        }
        T result = action.get();
        switch (now.kind()) {
            case CRASH_AFTER -> crash();
            case STALL_AFTER -> halt(now.ms());
            case REPLY_LOST -> refuse(lost);
            default -> {}
        }
        return result;
    }

    private void late(String what, Supplier<?> action) {
        try {
            loop.trace().add(name, what + " arrives late");
            action.get();
        } catch (FaultException tooLate) {
            loop.trace().add(name, what + " is refused: " + tooLate.getMessage());
        }
    }

    private void live() {
        if (!alive) {
            throw new SimCrash(name);
        }
    }

    private void crash() {
        kill();
        throw new SimCrash(name);
    }

    private void halt(long ms) {
        halted = true;
        loop.runMs(ms);
        halted = false;
        live();
        cluster.tick();
    }

    private static void refuse(@Nullable Fault lost) {
        if (lost != null) {
            throw new FaultException(lost);
        }
    }
}
