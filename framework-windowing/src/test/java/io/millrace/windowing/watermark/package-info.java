@NullMarked
package io.millrace.windowing.watermark;

import org.jspecify.annotations.NullMarked;
