/** Event-time order on request: records wait until the watermark has passed them. Used by one thread, without clocks. */
@NullMarked
package io.millrace.windowing.order;

import org.jspecify.annotations.NullMarked;
