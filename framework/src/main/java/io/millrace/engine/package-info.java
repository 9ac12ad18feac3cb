/**
 * The single-threaded heart: one worker takes records, calls handlers, advances time, and commits.
 *
 * <p>Pure: no client library, no threads, no wall clock, no randomness. Everything outside is a port, so that the same
 * code runs on real Kafka and in the simulator.
 */
@NullMarked
package io.millrace.engine;

import org.jspecify.annotations.NullMarked;
