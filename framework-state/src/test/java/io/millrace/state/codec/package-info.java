@NullMarked
package io.millrace.state.codec;

import org.jspecify.annotations.NullMarked;
