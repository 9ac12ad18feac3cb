package io.millrace.model;

import io.millrace.api.TimeDomain;
import java.util.function.BiConsumer;

/** What must hold for one window. */
final class WindowRules {
    /** Keeps all arithmetic on times far from overflow. */
    private static final long LENGTH_MS_MAX = Durations.positiveMs("36500d");

    private final WindowModel window;
    private final BiConsumer<ErrorCode, String> report;

    WindowRules(WindowModel window, BiConsumer<ErrorCode, String> report) {
        this.window = window;
        this.report = report;
    }

    void check() {
        if (Math.max(Math.max(window.sizeMs(), window.slideMs()), window.allowedLatenessMs()) > LENGTH_MS_MAX) {
            add(ErrorCode.LIMIT, "must be at most 36500d, each of its durations");
        }
        if (window.offsetMs() > 0 && window.offsetMs() >= window.slideMs()) {
            add(
                    ErrorCode.LIMIT,
                    "has an offset of " + Durations.text(window.offsetMs()) + ": it must be shorter than "
                            + Durations.text(window.slideMs()) + ", after which windows begin again");
        }
        if (!window.emit().equals(WindowModel.FINAL)) {
            add(
                    ErrorCode.EMISSION,
                    "emits '" + window.emit() + "', which is not supported yet: write emit = \"final\", or remove it");
        }
        if (window.needsMerge() && !window.merge()) {
            String type = window.accumulator().shown();
            add(
                    ErrorCode.NO_MERGE,
                    "makes one result of several: add @Merge(\"" + window.name() + "\") static " + type + " merge("
                            + type + " earlier, " + type + " later)");
        }
        if (window.time() == TimeDomain.PROCESSING && (window.allowedLatenessMs() > 0 || window.lateTo() != null)) {
            add(
                    ErrorCode.NEVER_LATE,
                    "counts processing time, in which nothing is late: remove allowedLateness and lateTo, or count"
                            + " event time");
        }
    }

    private void add(ErrorCode code, String message) {
        report.accept(code, "window '" + window.name() + "' " + message);
    }
}
