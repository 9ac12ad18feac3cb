@NullMarked
package io.millrace.sketches.trial;

import org.jspecify.annotations.NullMarked;
