/** The driver's side of the contract with the service: topic names, message forms, the events a replica prints. */
@NullMarked
package io.millrace.demo.wire;

import org.jspecify.annotations.NullMarked;
