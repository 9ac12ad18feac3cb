package io.millrace.windowing.rolling;

import java.util.Arrays;

/**
 * Which chunks a log has, oldest first. Never changed.
 *
 * <p>Every element of chunk i lies in [start of i, start of i + 1], both inclusive; the first chunk has no lower bound, and
 * the last no upper one. So neither an add to a chunk nor an insertion before the oldest element touches the directory.
 *
 * @param starts in ascending order, the first without meaning
 * @param ids the chunks' entry keys
 */
record Directory(long[] starts, int[] ids) {
    static final Directory EMPTY = new Directory(new long[0], new int[0]);

    int size() {
        return ids.length;
    }

    /** The last chunk that may hold elements up to that time: whatever lies in later chunks is after it. */
    int chunkAt(long time) {
        int low = 1;
        int high = starts.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (starts[middle] <= time) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }

    /** With a fresh chunk at that position. */
    Directory open(int index, long start) {
        long[] moreStarts = Arrays.copyOf(starts, starts.length + 1);
        int[] moreIds = Arrays.copyOf(ids, ids.length + 1);
        System.arraycopy(starts, index, moreStarts, index + 1, starts.length - index);
        System.arraycopy(ids, index, moreIds, index + 1, ids.length - index);
        moreStarts[index] = start;
        moreIds[index] = Arrays.stream(ids).max().orElse(-1) + 1;
        return new Directory(moreStarts, moreIds);
    }

    /** Without the oldest chunks. */
    Directory drop(int oldest) {
        return oldest == 0
                ? this
                : new Directory(
                        Arrays.copyOfRange(starts, oldest, starts.length), Arrays.copyOfRange(ids, oldest, ids.length));
    }
}
