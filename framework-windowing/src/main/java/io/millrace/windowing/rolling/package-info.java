/**
 * Rolling windows: what the last so-and-so long of a key, as of the current record, folds to.
 *
 * <p>Per key one log of elements in chunks, found through a head entry that also holds an accumulator per window. Every
 * value is immutable; what the head says and what the chunks hold changes in the same record, or is undone with it.
 */
@NullMarked
package io.millrace.windowing.rolling;

import org.jspecify.annotations.NullMarked;
