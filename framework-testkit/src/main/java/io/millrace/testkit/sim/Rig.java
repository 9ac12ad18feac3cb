package io.millrace.testkit.sim;

import io.millrace.port.GroupLog;
import io.millrace.port.InputLog;
import io.millrace.port.OutputLog;
import java.util.List;

/**
 * A cluster that a {@link Scenario} runs on, simulated or real. It has the topics {@code in}, {@code out} and a changelog,
 * each with two partitions, fresh for every scenario. Used by one thread.
 */
public interface Rig {
    /** What all transactional ids begin with. */
    String idPrefix();

    /** A dynamic member's clients, not joined yet; {@code name} is the rest of its transactional id. */
    Client client(String name);

    /** Appends a record without a transaction. */
    void produce(int partition, String value);

    /** What a reader of committed records sees in {@code out} now. */
    List<String> readCommitted();

    /** Lets time pass: simulated, or by waiting. */
    void passMs(long ms);

    /** After so long without a poll a member is evicted for certain. */
    long evictionMs();

    /** The ports of one worker. */
    interface Client {
        InputLog input();

        OutputLog output();

        GroupLog group();

        /** Ends without a word to the cluster: nothing is aborted, nobody leaves. */
        void die();
    }
}
