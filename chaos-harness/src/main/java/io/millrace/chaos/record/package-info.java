/** Turns the logs of a cluster into the facts of a history. */
@NullMarked
package io.millrace.chaos.record;

import org.jspecify.annotations.NullMarked;
