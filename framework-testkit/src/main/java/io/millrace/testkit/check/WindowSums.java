package io.millrace.testkit.check;

import io.millrace.testkit.check.Declared.Kind;
import io.millrace.testkit.check.Declared.Window;
import io.millrace.testkit.check.Listener.Given;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The windows of one key by the plainest means: every record into every window that it belongs to. */
final class WindowSums {
    private static final Comparator<Given> BY_TIME =
            Comparator.comparingLong(Given::timeMs).thenComparing(Given::place);

    private WindowSums() {}

    /** From, inclusive, to, exclusive. */
    record Span(long startMs, long endMs) implements Comparable<Span> {
        @Override
        public int compareTo(Span other) {
            int order = Long.compare(endMs, other.endMs);
            return order != 0 ? order : Long.compare(startMs, other.startMs);
        }

        @Override
        public String toString() {
            return "[" + startMs + ", " + endMs + ")";
        }
    }

    /** What a window folds to: the same whatever the order. */
    record Sum(long count, long amount, long uids) {
        static final Sum NOTHING = new Sum(0, 0, 0);

        Sum with(Given input) {
            return new Sum(count + 1, amount + input.amount(), uids ^ Chain.of(input.uid()));
        }

        @Override
        public String toString() {
            return count + " records, amount " + amount + ", uids " + Long.toHexString(uids);
        }
    }

    /** The spans that a time belongs to; a session's end is not known from one record. */
    static List<Span> spans(Window window, long timeMs) {
        List<Span> spans = new ArrayList<>();
        long first = timeMs - Math.floorMod(timeMs - window.offsetMs(), window.slideMs());
        for (long start = first; start + window.sizeMs() > timeMs; start -= window.slideMs()) {
            spans.add(new Span(start, start + window.sizeMs()));
        }
        return spans;
    }

    /**
     * @param inputs of one key
     * @param missed which records came too late for which spans
     */
    static Map<Span, Sum> of(Window window, List<Given> inputs, Missed missed) {
        Map<Span, Sum> sums = new TreeMap<>();
        if (window.kind() == Kind.SESSION) {
            Span last = null;
            for (Given input : inputs.stream().sorted(BY_TIME).toList()) {
                Span alone = new Span(input.timeMs(), input.timeMs() + window.sizeMs());
                if (!missed.misses(input, alone)) {
                    boolean joins = last != null && input.timeMs() <= last.endMs();
                    Sum before = joins ? sums.remove(last) : Sum.NOTHING;
                    last = joins ? new Span(last.startMs(), alone.endMs()) : alone;
                    sums.put(last, before.with(input));
                }
            }
            return sums;
        }
        for (Given input : inputs) {
            for (Span span : spans(window, input.timeMs())) {
                if (!missed.misses(input, span)) {
                    sums.merge(span, Sum.NOTHING.with(input), (sum, one) -> sum.with(input));
                }
            }
        }
        return sums;
    }

    /** Whether a record came too late for a span. */
    @FunctionalInterface
    interface Missed {
        boolean misses(Given input, Span span);
    }
}
