/** Timers by key, in event time and by the wall clock, kept as state: the store's time index says which is due. */
@NullMarked
package io.millrace.windowing.timer;

import org.jspecify.annotations.NullMarked;
