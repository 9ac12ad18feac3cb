/** What the workload reads and writes, as its harness does. */
@NullMarked
package io.millrace.chaos.wire;

import org.jspecify.annotations.NullMarked;
