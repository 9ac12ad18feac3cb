/** A real broker as a child process, for development and tests. Never on a production class path. */
@NullMarked
package io.millrace.dev;

import org.jspecify.annotations.NullMarked;
