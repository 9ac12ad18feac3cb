package io.millrace.windowing.window;

import io.millrace.model.EmitModel;
import io.millrace.model.SpanModel;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Windows as people think of them: each a set of words, looked at whenever time goes on. */
final class PlainWindows implements PlainModel {
    private final WindowModel model;
    private final List<Plain> windows = new ArrayList<>();
    private final List<String> results = new ArrayList<>();
    private final EmitModel emit;
    private long watermark = Long.MIN_VALUE;

    private record Span(long start, long end) {}

    private static final class Plain {
        final String key;
        long start;
        long end;
        int firings;
        int since;
        long early = Long.MAX_VALUE;
        boolean closed;
        final TreeSet<String> words = new TreeSet<>();

        Plain(String key, long start, long end) {
            this.key = key;
            this.start = start;
            this.end = end;
        }

        String fire(String how, EmitModel emit) {
            String result =
                    key + " [" + start + "," + end + ") " + how + " " + firings++ + ": " + String.join(" ", words);
            since = 0;
            if (emit.purge()) {
                words.clear();
            }
            return result;
        }

        /** When something is to be done next: the next early result or the close. */
        long due() {
            return Math.min(early, end - 1);
        }
    }

    PlainWindows(WindowModel model) {
        this.model = model;
        this.emit = model.emit();
    }

    @Override
    public List<String> results() {
        return results;
    }

    @Override
    public boolean add(String key, long time, String word) {
        return model.kind() == WindowKind.SESSION ? addToSession(key, time, word) : addToAll(key, time, word);
    }

    private boolean addToAll(String key, long time, String word) {
        List<Span> spans = spans(time);
        boolean taken = spans.isEmpty();
        for (Span span : spans) {
            if (!gone(span.end())) {
                taken = true;
                Plain window = windows.stream()
                        .filter(w -> w.key.equals(key) && w.start == span.start() && w.end == span.end())
                        .findFirst()
                        .orElseGet(() -> make(key, span));
                put(window, time, word);
            }
        }
        return taken;
    }

    /** In the order in which they give refined results. */
    private List<Span> spans(long time) {
        SpanModel span = model.span();
        List<Span> spans = new ArrayList<>();
        switch (span.kind()) {
            case CUMULATING -> {
                long start = start(time, span.size());
                for (long end = start + span.slide(); end <= start + span.size(); end += span.slide()) {
                    spans.add(new Span(start, end));
                }
            }
            case HIERARCHY ->
                span.levels().forEach(length -> spans.add(new Span(start(time, length), start(time, length) + length)));
            case GLOBAL -> spans.add(new Span(Long.MIN_VALUE, Long.MAX_VALUE));
            case CUSTOM -> WindowPlay.assign(time, (start, end) -> spans.add(new Span(start, end)));
            default -> {
                for (long start = start(time, span.slide()); start > time - span.size(); start -= span.slide()) {
                    spans.add(0, new Span(start, start + span.size()));
                }
            }
        }
        spans.removeIf(each -> time < each.start() || time >= each.end());
        return spans;
    }

    private long start(long time, long length) {
        return time - Math.floorMod(time - model.span().offset(), length);
    }

    private boolean addToSession(String key, long time, String word) {
        long gap = model.span().gapByRecord()
                ? WindowPlay.gapOf(word)
                : model.span().size();
        Plain made = new Plain(key, time, time + gap);
        List<Plain> touched = windows.stream()
                .filter(w -> w.key.equals(key) && w.start <= time + gap && w.end >= time)
                .toList();
        if (touched.isEmpty() && gone(made.end)) {
            return false;
        }
        for (Plain other : touched) {
            made.start = Math.min(made.start, other.start);
            made.end = Math.max(made.end, other.end);
            made.firings = Math.max(made.firings, other.firings);
            made.since += other.since;
            made.early = Math.min(made.early, other.early);
            made.words.addAll(other.words);
        }
        windows.removeAll(touched);
        windows.add(made);
        made.closed = made.end <= watermark;
        if (made.closed || made.early >= made.end - 1 && !emit.unchanged()) {
            made.early = Long.MAX_VALUE;
        }
        put(made, time, word);
        return true;
    }

    private boolean gone(long end) {
        return end + model.allowedLatenessMs() <= watermark;
    }

    private Plain make(String key, Span span) {
        Plain made = new Plain(key, span.start(), span.end());
        made.closed = span.end() <= watermark;
        windows.add(made);
        return made;
    }

    private void put(Plain window, long time, String word) {
        window.words.add(word);
        window.since++;
        boolean counted = emit.count() > 0 && window.since >= emit.count();
        if (window.closed) {
            if (emit.atClose() || emit.onUpdate() || emit.everyMs() > 0 || counted) {
                results.add(window.fire("REFINED", emit));
            }
            return;
        }
        if (emit.everyMs() > 0 && window.early == Long.MAX_VALUE) {
            boolean all = emit.unchanged() || watermark == Long.MIN_VALUE;
            long behind = all ? time : Math.max(time, watermark - 1);
            window.early = (Math.floorDiv(behind, emit.everyMs()) + 1) * emit.everyMs();
            capEarly(window);
        }
        if (emit.onUpdate() || counted) {
            results.add(window.fire("EARLY", emit));
        }
        forgetEmptied(window);
    }

    /** What has no end is over once it is empty. */
    private void forgetEmptied(Plain window) {
        if (window.end == Long.MAX_VALUE && window.words.isEmpty()) {
            windows.remove(window);
        }
    }

    private void capEarly(Plain window) {
        if (window.early >= window.end - 1) {
            window.early = emit.unchanged() ? window.end - 1 : Long.MAX_VALUE;
        }
    }

    @Override
    public void watermark(long to) {
        watermark = Math.max(watermark, to);
        Plain next;
        while ((next = firstDue()) != null) {
            if (next.due() < next.end - 1) {
                boolean fires = emit.unchanged() ? !next.words.isEmpty() : next.since > 0;
                if (fires) {
                    results.add(next.fire("EARLY", emit));
                }
                next.early = fires || emit.unchanged() ? next.early + emit.everyMs() : Long.MAX_VALUE;
                capEarly(next);
                forgetEmptied(next);
            } else {
                next.closed = true;
                next.early = Long.MAX_VALUE;
                if (emit.atClose() && !next.words.isEmpty()) {
                    results.add(next.fire("ON_TIME", emit));
                }
            }
        }
        windows.removeIf(w -> gone(w.end));
    }

    private @Nullable Plain firstDue() {
        Comparator<Plain> order = Comparator.<Plain>comparingLong(Plain::due).thenComparing(w -> w.key);
        // Of a hierarchy the shorter ones first, of others the earlier ones.
        order = model.kind() == WindowKind.HIERARCHY
                ? order.thenComparing(w -> w.end - w.start)
                : order.thenComparing(w -> w.start).thenComparing(w -> w.end);
        return windows.stream()
                .filter(w -> !w.closed && w.due() < watermark)
                .min(order)
                .orElse(null);
    }
}
