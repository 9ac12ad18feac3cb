package io.millrace.testkit;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a test has done so far and what came of it, for whoever has to find out why it failed. */
final class Steps {
    private static final int VALUE_CHARS_MAX = 160;

    private final List<String> done = new ArrayList<>();

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

    AssertionError differs(String what, @Nullable Object expected, @Nullable Object actual) {
        return failed(what + "\n  expected: " + expected + "\n  actual:   " + actual, null);
    }

    AssertionError failed(String why, @Nullable Throwable cause) {
        return new AssertionError("after step " + done.size() + ": " + why + "\n" + this, cause);
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
