@NullMarked
package io.millrace.state.log;

import org.jspecify.annotations.NullMarked;
