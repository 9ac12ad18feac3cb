/**
 * The exactly-once checker: histories of what went in, what came out and what was kept, and the guarantees that must hold
 * of them. Knows nothing of the engine: what it is told can come from any processes that keep to the workload of
 * {@link io.millrace.testkit.check.Declared}.
 */
@NullMarked
package io.millrace.testkit.check;

import org.jspecify.annotations.NullMarked;
