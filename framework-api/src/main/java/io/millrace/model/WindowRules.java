package io.millrace.model;

import io.millrace.api.TimeDomain;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

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
        long longest = LongStream.of(
                        window.sizeMs(),
                        window.slideMs(),
                        window.allowedLatenessMs(),
                        window.emit().everyMs())
                .max()
                .getAsLong();
        if (longest > LENGTH_MS_MAX) {
            add(ErrorCode.LIMIT, "must be at most 36500d, each of its durations");
        }
        if (window.offsetMs() > 0 && window.offsetMs() >= window.slideMs()) {
            add(
                    ErrorCode.LIMIT,
                    "has an offset of " + Durations.text(window.offsetMs()) + ": it must be shorter than "
                            + Durations.text(window.slideMs()) + ", after which windows begin again");
        }
        emission();
        if (window.needsMerge() && !window.merge()) {
            String type = window.accumulator().shown();
            add(
                    ErrorCode.NO_MERGE,
                    "makes one result of several: add @Merge(\"" + window.name() + "\") static " + type + " merge("
                            + type + " earlier, " + type + " later), or fold into a Mergeable");
        }
        if (window.time() == TimeDomain.PROCESSING && (window.allowedLatenessMs() > 0 || window.lateTo() != null)) {
            add(
                    ErrorCode.NEVER_LATE,
                    "counts processing time, in which nothing is late: remove allowedLateness and lateTo, or count"
                            + " event time");
        }
    }

    private void emission() {
        EmitModel emit = window.emit();
        boolean every = emit.everyMs() > 0;
        if (emit.byCountAlone() && emit.count() == 0) {
            add(ErrorCode.EMISSION, "gives no result: set atClose, onUpdate, every or count");
        }
        if (emit.onUpdate() && (every || emit.count() != 0)) {
            add(ErrorCode.EMISSION, "gives a result for each record already: remove every and count");
        }
        if (emit.count() < 0) {
            add(ErrorCode.EMISSION, "gives results by count = " + emit.count() + ": write 1 or more");
        }
        if (emit.unchanged() && (!every || emit.purge())) {
            add(
                    ErrorCode.EMISSION,
                    "repeats nothing: unchanged is for every, and without purge, after which there is nothing to repeat");
        }
        if (every && window.kind() != WindowKind.SESSION && emit.everyMs() >= window.sizeMs()) {
            add(
                    ErrorCode.EMISSION,
                    "is open for " + Durations.text(window.sizeMs()) + ": every = " + Durations.text(emit.everyMs())
                            + " must be shorter");
        }
        if (every && window.time() == TimeDomain.PROCESSING && emit.in() == TimeDomain.EVENT) {
            add(
                    ErrorCode.EMISSION,
                    "counts processing time: every has to count it too, write in = TimeDomain.PROCESSING");
        }
        if (!every && emit.in() != TimeDomain.EVENT) {
            add(
                    ErrorCode.EMISSION,
                    "has nothing for in = TimeDomain." + emit.in() + " to count: set every, or remove in");
        }
    }

    private void add(ErrorCode code, String message) {
        report.accept(code, "window '" + window.name() + "' " + message);
    }
}
