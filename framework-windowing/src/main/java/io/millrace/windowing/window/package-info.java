/**
 * Tumbling, hopping and session windows by key, kept as state. Assigners are pure functions on longs; what is open lies in the
 * task's buffer, and the store's time index says what closes next.
 */
@NullMarked
package io.millrace.windowing.window;

import org.jspecify.annotations.NullMarked;
