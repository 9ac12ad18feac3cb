@NullMarked
package io.millrace.state.handle;

import org.jspecify.annotations.NullMarked;
