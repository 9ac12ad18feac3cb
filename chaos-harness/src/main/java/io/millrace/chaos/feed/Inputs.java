package io.millrace.chaos.feed;

import io.millrace.chaos.wire.Event;
import io.millrace.chaos.wire.Event.Trouble;
import io.millrace.chaos.wire.Names;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * The inputs of a seed, one after the other. Times go on by 10 ms a record and are up to 45 ms behind; a click in 25 is
 * seconds late. One thread.
 */
public final class Inputs {
    private static final long FIRST_MS = 1_767_225_600_000L;
    private static final long STEP_MS = 10;
    private static final int DISORDER_MS = 45;
    private static final int EVENTS_OF_TEN = 7;
    private static final int LATE_OF = 25;
    private static final int LATE_MS = 5_000;
    private static final int AMOUNT_MAX = 1_000;
    private static final byte[] NO_JSON = {'{', (byte) 0xff, (byte) 0xc0, '!'};

    private final Random random;
    private final Load load;
    private final Map<String, Long> seqs = new HashMap<>();
    private final Deque<Trouble> troubles = new ArrayDeque<>();
    private int unreadable;
    private long uid;

    public Inputs(long seed, Load load) {
        this.random = new Random(seed);
        this.load = load;
    }

    /** The uid of the next input. */
    public long nextUid() {
        return uid;
    }

    /** One of the next events does this to its handler. */
    public void trouble(Trouble trouble) {
        troubles.add(trouble);
    }

    /** One of the next events cannot be read by anybody. */
    public void unreadable() {
        unreadable++;
    }

    /** The next input. */
    public ProducerRecord<String, byte[]> next() {
        boolean event = random.nextInt(10) < EVENTS_OF_TEN;
        String key = (event ? "k" : "c") + random.nextInt(load.keys());
        long behind = random.nextInt(DISORDER_MS) + (!event && random.nextInt(LATE_OF) == 0 ? LATE_MS : 0);
        Trouble trouble = event && unreadable == 0 && !troubles.isEmpty() ? troubles.remove() : Trouble.NONE;
        long amount = 1 + random.nextInt(AMOUNT_MAX);
        Event body = new Event(
                uid,
                seqs.merge(key, 1L, Long::sum),
                amount,
                FIRST_MS + uid * STEP_MS - behind,
                "g" + random.nextInt(load.groups()),
                trouble);
        uid++;
        boolean broken = event && unreadable > 0;
        unreadable -= broken ? 1 : 0;
        return record(event ? Names.EVENTS : Names.CLICKS, key, body, broken);
    }

    /** An input as a record. */
    public static ProducerRecord<String, byte[]> record(String topic, String key, Event body, boolean broken) {
        ProducerRecord<String, byte[]> record = new ProducerRecord<>(topic, key, broken ? NO_JSON : body.json());
        record.headers().add(Names.UID_HEADER, text(Long.toString(body.uid())));
        if (broken || body.trouble().poison()) {
            record.headers().add(Names.POISON_HEADER, text("true"));
        }
        return record;
    }

    private static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
