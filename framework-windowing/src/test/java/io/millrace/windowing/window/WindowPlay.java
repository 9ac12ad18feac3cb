package io.millrace.windowing.window;

import io.millrace.api.TimeDomain;
import io.millrace.api.WindowAssigner;
import io.millrace.api.WindowSpan;
import io.millrace.model.EmitModel;
import io.millrace.model.SpanModel;
import io.millrace.model.TypeModel;
import io.millrace.model.WindowModel;
import io.millrace.spi.TypeRef;
import io.millrace.state.DueEntry;
import io.millrace.state.TimeRule.Domain;
import io.millrace.state.codec.Codecs;
import io.millrace.windowing.TestTask;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Windows over a buffer, driven as the engine drives them. Elements are words; an accumulator is the list of them. */
final class WindowPlay {
    private static final WindowFold WORDS = new WindowFold() {
        @Override
        public Object fold(@Nullable Object soFar, Object element) {
            return soFar == null ? element : soFar + " " + element;
        }

        @Override
        public Object merge(Object earlier, Object later) {
            return earlier + " " + later;
        }

        @Override
        public long gapMs(Object element) {
            return gapOf(element);
        }
    };
    private static final WindowStores.Methods METHODS = new WindowStores.Methods(WORDS, WindowPlay::assign);

    private WindowModel model;
    private final TestTask task;
    private KeyWindows windows;
    final List<String> results = new ArrayList<>();
    long watermark = Long.MIN_VALUE;

    WindowPlay(WindowModel model) {
        this.model = model;
        task = new TestTask(WindowStores.specs(model, Codecs.of(TypeRef.of(String.class))));
        windows = WindowStores.windows(model, METHODS, task.buffer(), 0, () -> task.wallMs);
    }

    static WindowModel tumbling(long size, long lateness) {
        return model(SpanModel.tumbling(size, 0), lateness, true);
    }

    static WindowModel hopping(long size, long slide, long lateness) {
        return model(SpanModel.hopping(size, slide, 0), lateness, true);
    }

    static WindowModel session(long gap, long lateness) {
        return model(SpanModel.session(gap), lateness, true);
    }

    static WindowModel model(SpanModel span, long lateness, boolean live) {
        return new WindowModel(
                "w",
                span,
                TimeDomain.EVENT,
                EmitModel.FINAL,
                lateness,
                null,
                List.of("in"),
                new TypeModel("java.lang.String", List.of(), live),
                true,
                "on");
    }

    /** How long a session lasts by a word: as many milliseconds as it says behind its last g. */
    static long gapOf(Object word) {
        String text = word.toString();
        return Long.parseLong(text.substring(text.lastIndexOf('g') + 1));
    }

    /** Sevens with three before them, and for even times five from there. */
    static void assign(long time, WindowAssigner.Spans spans) {
        long seven = Math.floorDiv(time, 7) * 7;
        spans.add(seven - 3, seven + 7);
        if (time % 2 == 0) {
            spans.add(time, time + 5);
        }
    }

    /** False if it was too late. */
    boolean add(String key, long time, String word) {
        boolean taken = tryAdd(key, time, word);
        task.buffer().keep();
        return taken;
    }

    /** As if the handler had failed after it. */
    void addAndUndo(String key, long time, String word) {
        int before = results.size();
        tryAdd(key, time, word);
        task.buffer().undo();
        results.subList(before, results.size()).clear();
    }

    private boolean tryAdd(String key, long time, String word) {
        task.select(key, time);
        return windows.add(word, time, watermark, (span, at, all) -> results.add(text(key, span, all)));
    }

    /** Time goes on to there; what is due is fired one by one. */
    void watermark(long to) {
        watermark = Math.max(watermark, to);
        DueEntry due;
        while ((due = task.buffer().nextDue(Domain.EVENT, watermark)) != null) {
            fire(due);
        }
    }

    /** The wall clock goes on to there. */
    void wall(long to) {
        task.wallMs = to;
        DueEntry due;
        while ((due = task.buffer().nextDue(Domain.PROCESSING, to)) != null) {
            fire(due);
        }
    }

    private void fire(DueEntry due) {
        String key = new String(due.key(), StandardCharsets.UTF_8);
        task.buffer().select(due.key());
        windows.fire(due, (span, time, all) -> results.add(text(key, span, all)));
        task.buffer().keep();
    }

    private static String text(String key, WindowSpan span, Object all) {
        String[] words = String.valueOf(all).split(" ");
        Arrays.sort(words);
        return key + " [" + span.start() + "," + span.end() + ") " + span.firing() + " " + span.index() + ": "
                + String.join(" ", words);
    }

    void commit() {
        task.commit();
    }

    /** Commits, and goes on with what was committed alone. */
    void restart() {
        task.commit();
        task.reopen();
        windows = WindowStores.windows(model, METHODS, task.buffer(), 0, () -> task.wallMs);
    }

    /** As another version of the service goes on; its stores are the same. */
    void restartAs(WindowModel other) {
        model = other;
        restart();
    }

    /** What is left on disk. */
    int entries() {
        task.commit();
        return task.entries();
    }
}
