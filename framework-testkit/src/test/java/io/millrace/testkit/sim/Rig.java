package io.millrace.testkit.sim;

import io.millrace.port.GroupLog;
import io.millrace.port.InputLog;
import io.millrace.port.OutputLog;
import io.millrace.port.Partition;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * A cluster that scenarios are told to, simulated or real. It has an input, an output and a changelog topic, each with
 * two partitions, and one group: all fresh. Used by one thread.
 */
interface Rig extends AutoCloseable {
    /** What all transactional ids begin with. */
    String idPrefix();

    Partition in(int number);

    Partition out();

    Partition changelog(int task);

    /** A dynamic member's clients, not joined yet. */
    Client dynamic(String name);

    /** A static member's: the same name is the same identity. */
    Client fixed(String name);

    /** A dynamic member's whose transactions time out as soon as the cluster allows. */
    Client soonTimedOut(String name);

    /** A dynamic member's that is given up soon after its last poll. */
    Client soonEvicted(String name);

    /** Appends to the input, without a transaction. */
    void produce(int partition, String value);

    /** What a reader of committed records sees in the output now. */
    List<String> readCommitted();

    /** Looks again and again, while time passes, until it holds; false if it does not in any reasonable time. */
    boolean await(BooleanSupplier holds);

    /** Nobody polls or sends heartbeats for so long that the group has given up all its members. */
    void evictAll();

    /** The cluster takes what is sent to it, and answers nothing in time. */
    <T> T unanswered(Supplier<T> action);

    @Override
    void close();

    /** The ports of one worker. */
    interface Client {
        String id();

        InputLog input();

        OutputLog output();

        GroupLog group();

        /** Ends without a word to the cluster: nothing is aborted, nobody leaves. */
        void die();
    }
}
