/**
 * The run itself: broker, feeder, replicas, killer, reader. Threads, processes and the wall clock live here and nowhere
 * else in the driver.
 */
@NullMarked
package io.millrace.demo.run;

import org.jspecify.annotations.NullMarked;
