/** The handles users hold, on the write-back buffer. */
@NullMarked
package io.millrace.state.handle;

import org.jspecify.annotations.NullMarked;
