/** The command line of the benchmarks. */
@NullMarked
package io.millrace.benchmarks;

import org.jspecify.annotations.NullMarked;
