@NullMarked
package io.millrace.state.rocks;

import org.jspecify.annotations.NullMarked;
