/**
 * A Kafka cluster, disks, processes and time in one thread: the engine's ports over a model of what was measured on a
 * real broker. One seed drives everything; the same seed gives the same trace.
 */
@NullMarked
package io.millrace.testkit.sim;

import org.jspecify.annotations.NullMarked;
