/** The demo's command line: {@code ./demo}. */
@NullMarked
package io.millrace.demo;

import org.jspecify.annotations.NullMarked;
