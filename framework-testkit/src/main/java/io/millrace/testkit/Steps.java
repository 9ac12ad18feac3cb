package io.millrace.testkit;

import io.millrace.port.InputRecord;
import io.millrace.testkit.Rerun.Parting;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a test has done so far and what came of it, for whoever has to find out why it failed. */
final class Steps implements Effects {
    private static final int VALUE_CHARS_MAX = 160;

    private final List<String> done = new ArrayList<>();
    private long seed = 1;

    long seed() {
        return seed;
    }

    void seed(long number) {
        seed = number;
    }

    void begin(String step) {
        done.add(step);
    }

    /** Something that the last step has caused. */
    void caused(String effect) {
        if (!done.isEmpty()) {
            int last = done.size() - 1;
            done.set(last, done.get(last) + "\n       -> " + effect);
        }
    }

    @Override
    public void output(String topic, Sent<Object, Object> sent, InputRecord record) {
        caused(topic + " " + shown(sent.key()) + " " + shown(sent.value()));
    }

    @Override
    public void deadLetter(String listener, DeadLetter letter, InputRecord record) {
        caused("dead letter of " + listener + ": " + shown(letter));
    }

    @Override
    public void late(String topic, Sent<Object, Object> sent, InputRecord record) {
        caused("late to " + topic + ": " + shown(sent.value()));
    }

    AssertionError differs(String what, @Nullable Object expected, @Nullable Object actual) {
        return failed(what + "\n  expected: " + expected + "\n  actual:   " + actual, null);
    }

    /**
     * The same steps had another effect.
     *
     * @param trouble what was done to the service, and when
     * @param cause what is probably behind it
     */
    AssertionError notReplayable(Parting parting, String trouble, String cause, long seed) {
        return new AssertionError("not replayable: after step " + (parting.step() + 1) + " of " + done.size() + ", "
                + parting.difference().what()
                + "\n  expected: " + parting.difference().expected()
                + "\n  actual:   " + parting.difference().actual()
                + "\n  trouble:  " + trouble
                + "\n  cause:    " + cause
                + "\n  seed:     " + seed
                + "\n" + this);
    }

    /** The same steps did not come to an end. */
    AssertionError notRepeatable(String trouble, long seed, RuntimeException cause) {
        return new AssertionError(
                "not replayable: the steps fail when they are repeated: " + cause.getMessage()
                        + "\n  trouble:  " + trouble
                        + "\n  seed:     " + seed
                        + "\n" + this,
                cause);
    }

    /** Nothing has differed, which proves nothing. */
    AssertionError impure(String calls) {
        return new AssertionError("not replayable: " + calls
                + ". No run of these steps differed, but another hour or another chance may make one. Take the time from the"
                + " record (RecordInfo, @EventTime), a number from its content; if it goes to logs and metrics alone:"
                + " verifyReplayable(Replays.DEFAULT.allowClockAndChance())");
    }

    AssertionError failed(String why, @Nullable Throwable cause) {
        return new AssertionError(
                "after step " + done.size() + ": " + why + "\n  seed:     " + seed + "\n" + this, cause);
    }

    static String shown(@Nullable Object value) {
        String text = value instanceof byte[] bytes ? "byte[" + bytes.length + "]" : String.valueOf(value);
        return text.length() > VALUE_CHARS_MAX ? text.substring(0, VALUE_CHARS_MAX) + "..." : text;
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("steps:");
        for (int i = 0; i < done.size(); i++) {
            text.append("\n  ").append(i + 1).append(". ").append(done.get(i));
        }
        return text.toString();
    }
}
