/**
 * What the engine needs from outside. Implemented on real Kafka clients and by the simulator.
 *
 * <p>A port fails with {@link io.millrace.fault.FaultException} only.
 */
@NullMarked
package io.millrace.port;

import org.jspecify.annotations.NullMarked;
