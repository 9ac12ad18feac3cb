package io.millrace.testkit.sim;

import io.millrace.model.SpanModel;
import io.millrace.testkit.sim.WindowListener.Sum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What the windows of one key hold when all has arrived, by the plainest means. */
final class SimWindows {
    private SimWindows() {}

    /** From, inclusive, to, exclusive. */
    record Span(long start, long end) implements Comparable<Span> {
        @Override
        public int compareTo(Span other) {
            return Comparator.comparingLong(Span::start)
                    .thenComparingLong(Span::end)
                    .compare(this, other);
        }
    }

    static Map<Span, Sum> of(SpanModel model, List<Message> messages) {
        return switch (model.kind()) {
            case SESSION -> sessions(model.size(), messages);
            case SLIDING -> sliding(model.size(), messages);
            default -> {
                Map<Span, Sum> sums = new TreeMap<>();
                for (Message message : messages) {
                    spans(model, message.time())
                            .forEach(span -> sums.merge(span, Sum.NOTHING.plus(message), Sum::plus));
                }
                yield sums;
            }
        };
    }

    /** Of windows that do not depend on what else is there. */
    private static List<Span> spans(SpanModel model, long time) {
        List<Span> spans = new ArrayList<>();
        switch (model.kind()) {
            case CUMULATING -> {
                long start = start(model, time, model.size());
                for (long end = start + model.slide(); end <= start + model.size(); end += model.slide()) {
                    spans.add(new Span(start, end));
                }
            }
            case HIERARCHY ->
                model.levels()
                        .forEach(length ->
                                spans.add(new Span(start(model, time, length), start(model, time, length) + length)));
            case CUSTOM -> WindowListener.shifts(time, (start, end) -> spans.add(new Span(start, end)));
            default -> {
                for (long start = start(model, time, model.slide());
                        start + model.size() > time;
                        start -= model.slide()) {
                    spans.add(new Span(start, start + model.size()));
                }
            }
        }
        spans.removeIf(span -> time >= span.end());
        return spans;
    }

    private static long start(SpanModel model, long time, long length) {
        return time - Math.floorMod(time - model.offset(), length);
    }

    private static Map<Span, Sum> sessions(long gap, List<Message> messages) {
        Map<Span, Sum> sums = new TreeMap<>();
        messages.sort(Comparator.comparingLong(Message::time));
        Span last = null;
        for (Message message : messages) {
            Sum sum = last == null || message.time() > last.end() ? Sum.NOTHING : sums.remove(last);
            long start = sum == Sum.NOTHING || last == null ? message.time() : last.start();
            last = new Span(start, message.time() + gap);
            sums.put(last, sum.plus(message));
        }
        return sums;
    }

    private static Map<Span, Sum> sliding(long size, List<Message> messages) {
        Map<Span, Sum> sums = new TreeMap<>();
        for (Message each : messages) {
            for (long end : new long[] {each.time() + 1, each.time() + size + 2}) {
                Span span = new Span(end - 1 - size, end);
                Sum sum = messages.stream()
                        .filter(message -> span.start() <= message.time() && message.time() < end)
                        .reduce(Sum.NOTHING, Sum::plus, Sum::plus);
                if (sum.count() > 0) {
                    sums.put(span, sum);
                }
            }
        }
        return sums;
    }
}
