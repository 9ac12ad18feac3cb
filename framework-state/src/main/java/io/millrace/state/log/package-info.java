/** Logs of timed elements, kept in chunks so that adding touches little: the ground of lists and rolling windows. */
@NullMarked
package io.millrace.state.log;

import org.jspecify.annotations.NullMarked;
