package io.millrace.kafka;

import java.nio.ByteBuffer;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.clients.consumer.ConsumerPartitionAssignor.Assignment;
import org.jspecify.annotations.Nullable;

/**
 * What the leader tells a member beside its share. The coordinator keeps it as part of the assignment, so that a static
 * member hears of it again if it died before it had acted on it.
 *
 * @param joinAgain the share takes something from the member: it has to join again when it has given that up
 * @param announced tasks it will get when it has most of their state
 * @param coming tasks it will get as soon as another member has given them up
 * @param alone whether all members are about to leave: there is nobody to wait for
 */
record TaskNote(boolean joinAgain, Set<Integer> announced, Set<Integer> coming, boolean alone) {
    static final TaskNote NONE = new TaskNote(false, Set.of(), Set.of(), false);

    private static final int JOIN_AGAIN = 1;
    private static final int ALONE = 2;

    TaskNote {
        announced = Set.copyOf(announced);
        coming = Set.copyOf(coming);
    }

    @Nullable
    ByteBuffer write() {
        if (equals(NONE)) {
            return null;
        }
        ByteBuffer to = ByteBuffer.allocate(1 + Integer.BYTES * (announced.size() + coming.size()));
        to.put((byte) ((joinAgain ? JOIN_AGAIN : 0) | (alone ? ALONE : 0)));
        new TreeSet<>(announced).forEach(to::putInt);
        new TreeSet<>(coming).forEach(task -> to.putInt(~task));
        return to.flip();
    }

    static TaskNote of(Assignment assignment) {
        ByteBuffer said = assignment.userData();
        if (said == null || !said.hasRemaining()) {
            return NONE;
        }
        ByteBuffer in = said.duplicate();
        byte flags = in.get();
        Set<Integer> announced = new TreeSet<>();
        Set<Integer> coming = new TreeSet<>();
        while (in.remaining() >= Integer.BYTES) {
            int task = in.getInt();
            if (task < 0) {
                coming.add(~task);
            } else {
                announced.add(task);
            }
        }
        return new TaskNote((flags & JOIN_AGAIN) != 0, announced, coming, (flags & ALONE) != 0);
    }
}
