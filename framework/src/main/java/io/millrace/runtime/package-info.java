/** Threads around the engine: starts workers, opens tasks beside them, ends both in order. */
@NullMarked
package io.millrace.runtime;

import org.jspecify.annotations.NullMarked;
