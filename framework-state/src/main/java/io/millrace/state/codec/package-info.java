/** How state values become bytes: chosen from declared types, never from the data. */
@NullMarked
package io.millrace.state.codec;

import org.jspecify.annotations.NullMarked;
