@NullMarked
package io.millrace.windowing.window;

import org.jspecify.annotations.NullMarked;
