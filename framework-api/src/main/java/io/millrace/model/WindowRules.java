package io.millrace.model;

import io.millrace.api.TimeDomain;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.stream.LongStream;

/** What must hold for one window. */
final class WindowRules {
    private static final long LENGTH_MS_MAX = WindowModel.LENGTH_MS_MAX;

    /** More would be kept for each key for ever. */
    private static final int RECORDS_MAX = 1_000_000;

    private final WindowModel window;
    private final SpanModel span;
    private final BiConsumer<ErrorCode, String> report;

    WindowRules(WindowModel window, BiConsumer<ErrorCode, String> report) {
        this.window = window;
        this.span = window.span();
        this.report = report;
    }

    void check() {
        lengths();
        nesting();
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

    private void lengths() {
        boolean counts = span.kind() == WindowKind.COUNT;
        if (counts && (span.size() < 1 || span.slide() < 1 || Math.max(span.size(), span.slide()) > RECORDS_MAX)) {
            add(ErrorCode.LIMIT, "must have a size and an every of 1 to " + RECORDS_MAX + " records");
        }
        long longest = LongStream.of(
                        counts ? 0 : span.size(),
                        counts ? 0 : span.slide(),
                        window.allowedLatenessMs(),
                        window.emit().everyMs())
                .max()
                .getAsLong();
        if (longest > LENGTH_MS_MAX) {
            add(ErrorCode.LIMIT, "must be at most 36500d, each of its durations");
        }
        if (span.offset() > 0 && span.offset() >= span.cycle()) {
            add(
                    ErrorCode.LIMIT,
                    "has an offset of " + Durations.text(span.offset()) + ": it must be shorter than "
                            + Durations.text(span.cycle()) + ", after which windows begin again");
        }
    }

    /** Where shorter windows make up longer ones, they must fill them. */
    private void nesting() {
        if (span.kind() == WindowKind.CUMULATING && (span.slide() >= span.size() || span.size() % span.slide() != 0)) {
            add(
                    ErrorCode.NESTING,
                    "grows by " + Durations.text(span.slide()) + " up to " + Durations.text(span.size())
                            + ": the size must be two steps or more, and whole ones");
        }
        List<Long> levels = span.levels();
        if (span.kind() == WindowKind.HIERARCHY && levels.size() < 2) {
            add(ErrorCode.NESTING, "has one level: name two or more, or write @TumblingWindow");
        }
        for (int i = 1; i < levels.size(); i++) {
            long shorter = levels.get(i - 1);
            long longer = levels.get(i);
            if (longer <= shorter || longer % shorter != 0) {
                add(
                        ErrorCode.NESTING,
                        "has a level of " + Durations.text(longer) + " after " + Durations.text(shorter)
                                + ": each must be a whole multiple of the one before");
            }
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
        boolean fixed = span.kind() == WindowKind.TUMBLING || span.kind() == WindowKind.HOPPING;
        if (every && fixed && emit.everyMs() >= span.size()) {
            add(
                    ErrorCode.EMISSION,
                    "is open for " + Durations.text(span.size()) + ": every = " + Durations.text(emit.everyMs())
                            + " must be shorter");
        }
        if (emit.unchanged() && span.kind() == WindowKind.GLOBAL) {
            add(
                    ErrorCode.EMISSION,
                    "never closes, so that what has not changed would be repeated for ever: remove unchanged");
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
