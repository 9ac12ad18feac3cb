package io.millrace.testkit.sim;

import io.millrace.port.InputLog.Retirement;
import io.millrace.port.Partition;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** A member as the group coordinator knows it, with what its own client has heard so far. */
final class SimMember {
    final String id;
    final @Nullable String instance;
    final String transactionalId;
    final long joinedMs;

    /** What the coordinator wants it to own. */
    Set<Partition> target = new TreeSet<>();
    /** What it said it owned when it last joined. */
    Set<Partition> reported = new TreeSet<>();
    /** Whether its target takes something from it: told with the target, also to who takes its place. */
    boolean mustJoinAgain;
    /** Tasks that it was promised and that stay with their owners until it asks for them. */
    Set<Integer> announced = new TreeSet<>();
    /** Tasks that it gets when another has given them up. */
    Set<Integer> coming = new TreeSet<>();
    /** Whether it may be made to wait for what moves to it. */
    boolean patient = true;
    /** Whether its tasks are to go to others, as it asked. */
    boolean retires;
    /** What the group last answered to that. */
    Retirement retirement = Retirement.ASKED;
    /** Whether it has joined the rebalance under way. */
    boolean joined;
    /** The generation its client knows: checked with each offset it sends. */
    int generation = -1;

    long seenMs;
    boolean fenced;
    boolean gone;

    SimMember(String id, @Nullable String instance, String transactionalId, long nowMs) {
        this.id = id;
        this.instance = instance;
        this.transactionalId = transactionalId;
        this.joinedMs = nowMs;
        this.seenMs = nowMs;
    }
}
