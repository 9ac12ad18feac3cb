package io.millrace.testkit.sim;

import io.millrace.testkit.check.Chain;
import java.nio.charset.StandardCharsets;

/** One input of the checker's workload. */
record Message(long uid, String key, long amount, long time) {
    static Message of(Object text) {
        String[] fields = text.toString().split("\\|");
        return new Message(Long.parseLong(fields[0]), fields[1], Long.parseLong(fields[2]), Long.parseLong(fields[3]));
    }

    Message at(long otherTime) {
        return new Message(uid, key, amount, otherTime);
    }

    String text() {
        return uid + "|" + key + "|" + amount + "|" + time;
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    /** Whether no handler will ever take it. */
    boolean isPoison() {
        return uid % 17 == 5;
    }

    /** Whether a handler takes it at the second attempt only. */
    boolean isStubborn() {
        return uid % 13 == 3;
    }

    /** What the second listener is keyed by: independent of the first key. */
    String group() {
        return "g" + uid % 5;
    }

    /** Shows loss, doubling, reordering and stale state in one comparison. */
    static long chain(long before, long... parts) {
        return Chain.next(before, parts);
    }
}
