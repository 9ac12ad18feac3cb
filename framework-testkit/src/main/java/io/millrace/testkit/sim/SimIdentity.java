package io.millrace.testkit.sim;

import org.jspecify.annotations.Nullable;

/**
 * Who a worker says it is.
 *
 * @param instance the group instance id of a static member; null: dynamic
 * @param transactionalId of its producer
 */
record SimIdentity(@Nullable String instance, String transactionalId) {}
