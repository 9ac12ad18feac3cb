@NullMarked
package io.millrace.windowing;

import org.jspecify.annotations.NullMarked;
