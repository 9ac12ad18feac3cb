package io.millrace.windowing.rolling;

import io.millrace.api.RollingState;
import io.millrace.model.RollingModel;
import io.millrace.state.CurrentCall;
import io.millrace.state.StateBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The rolling windows of the current key. As of time T a window of size s covers T - delay - s &lt; time &lt;= T - delay.
 *
 * <p>A window remembers which span its accumulator covers; {@code get} lets it move on: what falls out is unfolded, what
 * comes in is folded, once each. It is folded again from the log, at the cost of its length, when it has no unfold and
 * something falls out, when the current time lies before its span, when an element was inserted before its last one, and
 * when it moved by more than its size.
 *
 * <p>Elements older than delay + largest size, as of the newest call, are deleted in whole chunks once no window needs them
 * to move on: up to there the answer is exact whatever the order of arrival, a call further in the past sees what is left.
 * Used by the task's thread, within handler calls only (MR-0601).
 */
public final class RollingWindows<E, A> implements RollingState<E, A> {
    private final RollingModel model;
    private final Folds folds;
    private final StateBuffer buffer;
    private final int headStore;
    private final ElementLog log;
    private final CurrentCall call;
    private final long retainedMs;

    /**
     * @param headStore position in the buffer of the first of {@link RollingStores#specs}
     * @param chunkStore position of the second
     */
    @SuppressWarnings("unchecked")
    public RollingWindows(
            RollingModel model,
            Folder<E, A> folder,
            StateBuffer buffer,
            int headStore,
            int chunkStore,
            CurrentCall call) {
        this.model = model;
        this.buffer = buffer;
        this.headStore = headStore;
        this.call = call;
        log = new ElementLog(buffer, chunkStore);
        folds = new Folds((Folder<Object, Object>) folder, model.unfold(), log);
        retainedMs = model.sizesMs().stream().mapToLong(Long::longValue).max().orElse(0);
    }

    @Override
    public void add(E element) {
        call.require();
        long time = call.eventTime();
        Head head = head();
        Directory directory = log.add(head.directory(), time, element);
        @Nullable Window[] windows = head.windows();
        for (int i = 0; i < windows.length; i++) {
            Window window = windows[i];
            if (window != null && window.covers(time)) {
                windows = with(windows, i, folds.insert(directory, window, time, element));
            }
        }
        if (directory != head.directory() || windows != head.windows()) {
            save(new Head(directory, windows), time);
        }
    }

    @Override
    public @Nullable A get(String size) {
        int window = model.sizes().indexOf(size);
        if (window < 0) {
            throw new IllegalArgumentException(
                    "MR-0523 no rolling window has the size \"" + size + "\"; there are " + model.sizes());
        }
        return get(window);
    }

    @Override
    public @Nullable A get() {
        if (model.sizes().size() != 1) {
            throw new IllegalArgumentException("MR-0524 several rolling windows: say which, as in get(\""
                    + model.sizes().get(0) + "\")");
        }
        return get(0);
    }

    @SuppressWarnings("unchecked")
    private @Nullable A get(int index) {
        call.require();
        Head head = head();
        if (head.directory().size() == 0) {
            return null;
        }
        long time = call.eventTime();
        long to = minus(time, model.delayMs());
        long from = minus(to, model.sizesMs().get(index));
        Window before = head.windows()[index];
        Window now = folds.at(head.directory(), before, from, to);
        if (now != before) {
            save(new Head(head.directory(), with(head.windows(), index, now)), time);
        }
        return (A) now.accumulator();
    }

    @Override
    public String toString() {
        return "RollingState[" + buffer.name(headStore) + "]";
    }

    private Head head() {
        int windows = model.sizes().size();
        Head head = (Head) buffer.get(headStore);
        if (head == null) {
            return Head.empty(windows);
        }
        // Sizes were added or removed in the source since this was written.
        return head.windows().length == windows
                ? head
                : new Head(head.directory(), Arrays.copyOf(head.windows(), windows));
    }

    private void save(Head head, long time) {
        long lastNeeded = minus(minus(time, model.delayMs()), retainedMs);
        @Nullable Window[] windows = head.windows();
        for (int i = 0; i < windows.length; i++) {
            Window window = windows[i];
            if (window == null) {
                continue;
            }
            if (window.to()
                    <= minus(minus(time, model.delayMs()), model.sizesMs().get(i))) {
                // Nobody asks for it any more: it would have to be folded again, and must not hold back the log.
                windows = with(windows, i, null);
            } else {
                lastNeeded = Math.min(lastNeeded, window.from());
            }
        }
        Directory directory = log.drop(head.directory(), lastNeeded);
        buffer.put(headStore, directory.size() == 0 ? null : new Head(directory, windows));
    }

    private static @Nullable Window[] with(@Nullable Window[] windows, int index, @Nullable Window window) {
        @Nullable Window[] copy = windows.clone();
        copy[index] = window;
        return copy;
    }

    private static long minus(long time, long ms) {
        long earlier = time - ms;
        return earlier > time ? Long.MIN_VALUE : earlier;
    }
}
