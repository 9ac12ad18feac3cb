package io.millrace.model;

import java.util.List;

/**
 * The windows of a rolling store.
 *
 * @param sizes as written, in that order
 * @param sizesMs the same in milliseconds
 * @param delayMs how far all windows end in the past
 * @param unfold whether an element can be taken out again; otherwise windows are folded anew
 */
public record RollingModel(List<String> sizes, List<Long> sizesMs, long delayMs, boolean unfold) {
    public RollingModel {
        sizes = List.copyOf(sizes);
        sizesMs = List.copyOf(sizesMs);
    }
}
