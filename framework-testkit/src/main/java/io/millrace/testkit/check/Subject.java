package io.millrace.testkit.check;

import org.jspecify.annotations.Nullable;

/**
 * What a violation is about.
 *
 * @param listener empty if none
 * @param uid {@link Event#NONE} if none
 * @param tx empty if none
 * @param place topic, partition and offset, empty if none
 */
public record Subject(String listener, @Nullable String key, long uid, String tx, String place) {
    /** Nothing but the history as a whole. */
    static final Subject ALL = new Subject("", null, Event.NONE, "", "");

    static Subject of(String listener) {
        return new Subject(listener, null, Event.NONE, "", "");
    }

    /** What a record is about, and where it stands. */
    static Subject of(String listener, Logged record) {
        return new Subject(listener, record.key(), record.uid(), record.tx(), record.place());
    }

    Subject key(@Nullable String now) {
        return new Subject(listener, now, uid, tx, place);
    }

    Subject uid(long now) {
        return new Subject(listener, key, now, tx, place);
    }

    Subject tx(String now) {
        return new Subject(listener, key, uid, now, place);
    }

    Subject at(String now) {
        return new Subject(listener, key, uid, tx, now);
    }

    static String place(String topic, int partition, long offset) {
        return topic + "/" + partition + "@" + offset;
    }

    static String place(String topic, int partition) {
        return topic + "/" + partition;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        say(text, "listener ", listener);
        say(text, "key ", key == null ? "" : key);
        say(text, "uid ", uid == Event.NONE ? "" : Long.toString(uid));
        say(text, "transaction ", tx);
        say(text, "at ", place);
        return text.toString();
    }

    private static void say(StringBuilder text, String what, String value) {
        if (!value.isEmpty()) {
            text.append(text.length() == 0 ? "" : ", ").append(what).append(value);
        }
    }
}
