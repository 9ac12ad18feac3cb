/** The state of one task: an ordered store on disk or in memory, and the write-back buffer in front of it. */
@NullMarked
package io.millrace.state;

import org.jspecify.annotations.NullMarked;
