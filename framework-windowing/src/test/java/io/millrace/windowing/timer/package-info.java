@NullMarked
package io.millrace.windowing.timer;

import org.jspecify.annotations.NullMarked;
