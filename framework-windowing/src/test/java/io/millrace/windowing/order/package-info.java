@NullMarked
package io.millrace.windowing.order;

import org.jspecify.annotations.NullMarked;
