package io.millrace.kafka;

import java.nio.ByteBuffer;
import java.util.Collection;
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
 */
record TaskNote(boolean joinAgain, Set<Integer> announced) {
    static final TaskNote NONE = new TaskNote(false, Set.of());

    TaskNote(boolean joinAgain, Collection<Integer> announced) {
        this(joinAgain, Set.copyOf(announced));
    }

    @Nullable
    ByteBuffer write() {
        if (equals(NONE)) {
            return null;
        }
        ByteBuffer to = ByteBuffer.allocate(1 + 4 * announced.size());
        to.put((byte) (joinAgain ? 1 : 0));
        new TreeSet<>(announced).forEach(to::putInt);
        return to.flip();
    }

    static TaskNote of(Assignment assignment) {
        ByteBuffer said = assignment.userData();
        if (said == null || !said.hasRemaining()) {
            return NONE;
        }
        ByteBuffer in = said.duplicate();
        boolean again = in.get() == 1;
        Set<Integer> announced = new TreeSet<>();
        while (in.remaining() >= Integer.BYTES) {
            announced.add(in.getInt());
        }
        return new TaskNote(again, Set.copyOf(announced));
    }
}
