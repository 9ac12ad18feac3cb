package io.millrace.windowing.rolling;

import org.jspecify.annotations.Nullable;

/** How windows follow the log: pure functions from one {@link Window} to the next. */
record Folds(Folder<Object, Object> folder, boolean unfolds, ElementLog log) {
    /** An accumulator on its way. */
    private final class Running implements ElementLog.Visitor {
        @Nullable
        Object accumulator;

        int count;

        Running(@Nullable Object accumulator, int count) {
            this.accumulator = accumulator;
            this.count = count;
        }

        @Override
        public boolean visit(Object added) {
            accumulator = folder.fold(accumulator, added);
            count++;
            return true;
        }

        /** Returns false if the fold must start over. */
        boolean remove(Object oldest) {
            count--;
            Object soFar = accumulator;
            accumulator = count == 0 || soFar == null ? null : folder.unfold(soFar, oldest);
            return count == 0 || accumulator != null;
        }
    }

    /** The window at (from, to]; the same object if that changes nothing. */
    Window at(Directory directory, @Nullable Window before, long from, long to) {
        if (before == null) {
            return again(directory, from, to);
        }
        if (!before.canMoveTo(from, to)) {
            Window now = again(directory, from, to);
            return before.count() == 0 && now.count() == 0 ? before : now;
        }
        Running running = new Running(before.accumulator(), before.count());
        if (!log.forEach(directory, before.from(), from, oldest -> unfolds && running.remove(oldest))) {
            return again(directory, from, to);
        }
        boolean moved = running.count != before.count();
        log.forEach(directory, before.to(), to, running);
        return moved || running.count != before.count()
                ? new Window(from, to, running.count, running.accumulator)
                : before;
    }

    /** After an insertion that it covers; null if the element is not its last one, so that the order of folds changes. */
    @Nullable
    Window insert(Directory directory, Window window, long time, Object element) {
        return log.forEach(directory, time, window.to(), later -> false)
                ? new Window(window.from(), window.to(), window.count() + 1, folder.fold(window.accumulator(), element))
                : null;
    }

    private Window again(Directory directory, long from, long to) {
        Running running = new Running(null, 0);
        log.forEach(directory, from, to, running);
        return new Window(from, to, running.count, running.accumulator);
    }
}
