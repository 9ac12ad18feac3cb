/**
 * Ready-made accumulators for {@code @Fold} methods, in windows and rolling state alike.
 *
 * <p>Each is a value: a static {@code add} takes what there is so far, null at first, and returns what there is then;
 * {@code merge} makes two one; {@code minus}, where there is one, takes an element out again, or returns null where that
 * cannot be said from what is kept, so that the window is folded again. An accumulator is never empty.
 */
@NullMarked
package io.millrace.api.aggregate;

import org.jspecify.annotations.NullMarked;
