/** Runs engines side by side on one broker, and measures them. */
@NullMarked
package io.millrace.benchmarks.measure;

import org.jspecify.annotations.NullMarked;
