/** One run: start, fault, heal, stop, record, check. */
@NullMarked
package io.millrace.chaos.trial;

import org.jspecify.annotations.NullMarked;
