/** The service under fault: listeners whose outputs show loss, repetition, order and stale state in one comparison. */
@NullMarked
package io.millrace.chaos.workload;

import org.jspecify.annotations.NullMarked;
