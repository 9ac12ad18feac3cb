@NullMarked
package io.millrace.sketches;

import org.jspecify.annotations.NullMarked;
