@NullMarked
package io.millrace.state.memory;

import org.jspecify.annotations.NullMarked;
