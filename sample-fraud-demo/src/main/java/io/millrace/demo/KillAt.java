package io.millrace.demo;

import io.millrace.demo.run.CrashPoint;
import io.millrace.demo.run.CrashPoint.Trouble;
import io.millrace.demo.run.Kills;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * What {@code --kill-at} asks for.
 *
 * @param points one, or all of them for a run each
 */
record KillAt(List<Kills.At> points) {
    private static final String ALL = "all";
    private static final int NAMES_PER_LINE = 3;

    /** {@code NAME}, {@code NAME@N} or {@code all}; names as the service takes them, after-flush for AFTER_FLUSH. */
    static KillAt parse(String text) {
        if (text.equals(ALL)) {
            return new KillAt(Arrays.stream(CrashPoint.values())
                    .map(point -> new Kills.At(point, 1))
                    .toList());
        }
        int at = text.lastIndexOf('@');
        String name = at < 0 ? text : text.substring(0, at);
        return new KillAt(List.of(new Kills.At(point(name), at < 0 ? 1 : times(text, at + 1))));
    }

    private static CrashPoint point(String name) {
        try {
            return CrashPoint.valueOf(name.toUpperCase(Locale.ROOT).replace('-', '_'));
        } catch (IllegalArgumentException unknown) {
            throw new IllegalArgumentException(
                    "expected all or one of " + Arrays.toString(CrashPoint.values()) + ", found \"" + name + "\"");
        }
    }

    private static int times(String text, int from) {
        try {
            int times = Integer.parseInt(text.substring(from));
            if (times > 0) {
                return times;
            }
        } catch (NumberFormatException notANumber) {
            // told below, together with the numbers that cannot be
        }
        throw new IllegalArgumentException("expected NAME or NAME@N with N of at least 1, found \"" + text + "\"");
    }

    /** The table of crash points, by what brings a replica there, as lines of {@code --help}. */
    static List<String> help() {
        List<String> lines = new ArrayList<>();
        for (Trouble trouble : Trouble.values()) {
            lines.add("  " + trouble.text() + ":");
            List<String> names = trouble.points().stream().map(CrashPoint::name).toList();
            for (int i = 0; i < names.size(); i += NAMES_PER_LINE) {
                lines.add("      " + String.join(", ", names.subList(i, Math.min(names.size(), i + NAMES_PER_LINE))));
            }
        }
        return lines;
    }
}
