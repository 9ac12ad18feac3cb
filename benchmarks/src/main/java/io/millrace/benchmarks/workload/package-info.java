/** What is computed: input, per-record function and the digest of the right output. Knows no engine. */
@NullMarked
package io.millrace.benchmarks.workload;

import org.jspecify.annotations.NullMarked;
