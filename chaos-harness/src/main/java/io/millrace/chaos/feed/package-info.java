/** Who writes inputs and reads outputs while faults are injected. */
@NullMarked
package io.millrace.chaos.feed;

import org.jspecify.annotations.NullMarked;
