/** Stores in memory: for tests, the simulator, and state that may be rebuilt at each start. */
@NullMarked
package io.millrace.state.memory;

import org.jspecify.annotations.NullMarked;
