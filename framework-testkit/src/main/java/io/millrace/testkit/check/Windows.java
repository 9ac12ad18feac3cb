package io.millrace.testkit.check;

import io.millrace.testkit.check.Declared.Kind;
import io.millrace.testkit.check.Declared.Window;
import io.millrace.testkit.check.Listener.Due;
import io.millrace.testkit.check.Listener.Given;
import io.millrace.testkit.check.Logged.Late;
import io.millrace.testkit.check.Logged.WindowResult;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.WindowSums.Span;
import io.millrace.testkit.check.WindowSums.Sum;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * G9: each window of each key gives its result once it has closed, exactly once, and it is the brute-force sum of the input
 * without what is told to have been late; late is only what the watermark had passed.
 *
 * <p>With allowed lateness there may be results before the last one, each of more records than the one before. Which
 * records were late follows from how they arrived, not from the history: what is checked is that each is in the result or
 * among the late ones, and was rightly late.
 */
final class Windows {
    private final History history;
    private final Findings findings;
    private final Listener listener;
    private final Window window;

    private Windows(History history, Findings findings, Listener listener, Window window) {
        this.history = history;
        this.findings = findings;
        this.listener = listener;
        this.window = window;
    }

    static void check(History history, Findings findings) {
        for (Listener listener : Listener.in(history)) {
            for (Window window : history.all(Window.class)) {
                if (window.listener().equals(listener.name())) {
                    new Windows(history, findings, listener, window).check();
                }
            }
        }
    }

    private void check() {
        Set<String> missed = late();
        Map<String, List<Given>> inputs = new TreeMap<>();
        for (Given input : listener.given()) {
            if (!input.poison() && listener.due(input) == Due.MUST) {
                inputs.computeIfAbsent(input.key(), any -> new ArrayList<>()).add(input);
            }
        }
        Map<String, Map<Span, List<WindowResult>>> results = results();
        Set<String> keys = new TreeSet<>(inputs.keySet());
        keys.addAll(results.keySet());
        for (String key : keys) {
            List<Given> given = inputs.getOrDefault(key, List.of());
            Map<Span, Sum> sums = WindowSums.of(
                    window,
                    given,
                    (input, span) -> missed.contains(missing(input.uid(), span.startMs(), span.endMs())));
            Map<Span, List<WindowResult>> found = results.getOrDefault(key, Map.of());
            Set<Span> spans = new TreeSet<>(sums.keySet());
            spans.addAll(found.keySet());
            for (Span span : spans) {
                int task = given.isEmpty() ? -1 : given.get(0).partition();
                compare(key, span, sums.get(span), found.getOrDefault(span, List.of()), task);
            }
        }
    }

    private Map<String, Map<Span, List<WindowResult>>> results() {
        Map<String, Map<Span, List<WindowResult>>> results = new TreeMap<>();
        history.all(WindowResult.class).stream()
                .filter(result -> isOurs(result.listener(), result.window()))
                .sorted(Comparator.comparing(WindowResult::topic).thenComparingLong(WindowResult::offset))
                .forEach(result -> results.computeIfAbsent(result.key(), any -> new TreeMap<>())
                        .computeIfAbsent(new Span(result.startMs(), result.endMs()), any -> new ArrayList<>())
                        .add(result));
        return results;
    }

    private boolean isOurs(String ofListener, String ofWindow) {
        return ofListener.equals(listener.name()) && ofWindow.equals(window.window());
    }

    private void compare(String key, Span span, @Nullable Sum expected, List<WindowResult> found, int task) {
        Subject subject = Subject.of(listener.name()).key(key).at(window.window() + " " + span);
        boolean closed = task >= 0 && span.endMs() <= listener.watermark(task);
        int times = expected != null && closed ? 1 : 0;
        if (window.latenessMs() == 0 || found.isEmpty() || times == 0) {
            findings.same(
                    "a window that has closed gives its result once, no other does",
                    subject,
                    "results: " + times,
                    "results: " + found.size());
        }
        WindowResult before = null;
        for (WindowResult result : found) {
            notEarly(subject, span, result);
            if (before != null && window.latenessMs() > 0) {
                findings.holds(
                        result.count() > before.count(),
                        "a further result of a window has more in it",
                        subject.tx(result.tx()),
                        "more than " + before.count() + " records",
                        result.count() + " records");
            }
            before = result;
        }
        if (before != null && expected != null) {
            findings.same(
                    "a window's result is the sum of its input",
                    subject.tx(before.tx()),
                    expected,
                    new Sum(before.count(), before.amount(), before.uids()));
        }
    }

    private void notEarly(Subject subject, Span span, WindowResult result) {
        Committed commit = listener.commit(result.tx(), result.task());
        if (commit != null) {
            findings.holds(
                    span.endMs() <= commit.taskWatermark(),
                    "a window closes when the watermark has passed its end",
                    subject.tx(result.tx()),
                    "a watermark of at least " + span.endMs(),
                    "a watermark of " + commit.taskWatermark());
        }
    }

    /** Which record missed which span. */
    private String missing(long uid, long startMs, long endMs) {
        return window.kind() == Kind.SESSION ? "" + uid : uid + " " + startMs + " " + endMs;
    }

    private Set<String> late() {
        Map<Long, Given> inputs = new HashMap<>();
        listener.given().forEach(input -> inputs.put(input.uid(), input));
        Set<String> missed = new HashSet<>();
        for (Late late : history.all(Late.class)) {
            if (isOurs(late.listener(), late.window())) {
                Subject subject = Subject.of(listener.name(), late);
                Given input = inputs.get(late.uid());
                findings.holds(input != null, "what is late is an input", subject, "uid " + late.uid(), input);
                findings.holds(
                        missed.add(missing(late.uid(), late.startMs(), late.endMs())),
                        "a record is late once for a window",
                        subject,
                        "once",
                        "twice");
                rightly(late, input, subject);
            }
        }
        return missed;
    }

    private void rightly(Late late, @Nullable Given input, Subject subject) {
        Committed commit = listener.commit(late.tx(), late.task());
        if (input == null || commit == null) {
            return;
        }
        boolean session = window.kind() == Kind.SESSION;
        long endMs = session ? input.timeMs() + window.sizeMs() : late.endMs();
        findings.holds(
                endMs + window.latenessMs() <= commit.taskWatermark(),
                "late is what comes when the watermark has passed the window and its lateness",
                subject,
                "a watermark of at least " + (endMs + window.latenessMs()),
                "a watermark of " + commit.taskWatermark());
        if (!session) {
            findings.holds(
                    WindowSums.spans(window, input.timeMs()).contains(new Span(late.startMs(), late.endMs())),
                    "a record is late for a window that it belongs to",
                    subject,
                    WindowSums.spans(window, input.timeMs()),
                    new Span(late.startMs(), late.endMs()));
        }
    }
}
