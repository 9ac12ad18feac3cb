@NullMarked
package io.millrace.windowing.rolling;

import org.jspecify.annotations.NullMarked;
