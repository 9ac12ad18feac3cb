package io.millrace.demo.input;

import java.util.function.Function;

/** The whole numbers of one comma-separated line, left to right, without cutting the line into strings. */
public final class Fields {
    private static final int DIGITS_MAX = 18;

    private final String line;
    private final Function<String, RuntimeException> complaint;
    private int from;

    /** @param complaint makes the error from what was expected */
    public Fields(String line, Function<String, RuntimeException> complaint) {
        this.line = line;
        this.complaint = complaint;
    }

    /** The next field as a number of at least 0. */
    public long number(String column) {
        int to = end(column);
        if (to == from || to - from > DIGITS_MAX) {
            throw notANumber(column, to);
        }
        long number = 0;
        for (int i = from; i < to; i++) {
            int digit = line.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                throw notANumber(column, to);
            }
            number = 10 * number + digit;
        }
        from = to + 1;
        return number;
    }

    /** The next field as a number from 0 to {@code max}. */
    public int number(String column, int max) {
        long number = number(column);
        if (number > max) {
            throw complaint.apply(column + " from 0 to " + max + ", found " + number);
        }
        return (int) number;
    }

    /** The next field as it stands. */
    public String text(String column) {
        int to = end(column);
        String text = line.substring(from, to);
        from = to + 1;
        return text;
    }

    /** Nothing may follow the last field. */
    public void end() {
        if (from <= line.length()) {
            throw complaint.apply("no more fields, found \"" + line.substring(from) + "\"");
        }
    }

    private int end(String column) {
        if (from > line.length()) {
            throw complaint.apply("a field " + column + ", found the end of the line");
        }
        int comma = line.indexOf(',', from);
        return comma < 0 ? line.length() : comma;
    }

    private RuntimeException notANumber(String column, int to) {
        return complaint.apply(column + " as a whole number, found \"" + line.substring(from, to) + "\"");
    }
}
