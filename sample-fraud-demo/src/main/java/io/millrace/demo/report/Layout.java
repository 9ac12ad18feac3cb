package io.millrace.demo.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Rows of a name and a value, and how numbers look in them. */
final class Layout {
    private static final int NAME_WIDTH = 19;

    private final List<String> lines = new ArrayList<>();

    void title(String title) {
        lines.add(title);
        lines.add("=".repeat(title.length()));
    }

    void row(String name, String value) {
        lines.add("  " + name + " ".repeat(Math.max(1, NAME_WIDTH - name.length())) + value);
    }

    void line(String text) {
        lines.add(text);
    }

    void gap() {
        lines.add("");
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    static String count(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }

    /** Three digits; a dash where there is nothing to divide by. */
    static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }

    static String seconds(Duration duration) {
        return String.format(Locale.ROOT, "%.1f s", duration.toMillis() / 1e3);
    }

    static String millis(long micros) {
        return String.format(Locale.ROOT, "%.1f ms", micros / 1e3);
    }
}
