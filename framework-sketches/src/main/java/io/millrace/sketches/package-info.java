/**
 * Sketches as accumulators of {@code @Fold} methods: answers of known accuracy in a bounded number of bytes. Like the
 * aggregates of {@code io.millrace.api.aggregate} they are values; their bytes depend on what was added alone, not on the
 * order or on how parts were merged.
 */
@NullMarked
package io.millrace.sketches;

import org.jspecify.annotations.NullMarked;
