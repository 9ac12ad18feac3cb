/** The engines that are compared: each one a main class for a child process. */
@NullMarked
package io.millrace.benchmarks.engine;

import org.jspecify.annotations.NullMarked;
