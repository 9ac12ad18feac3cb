/**
 * How far event time has come: per input, per task, and across re-keyed topics.
 *
 * <p>A watermark W is exclusive: every event with time &lt; W has been seen. All times are milliseconds since the epoch.
 * Everything here is used by one thread and knows no clock of its own.
 */
@NullMarked
package io.millrace.windowing.watermark;

import org.jspecify.annotations.NullMarked;
