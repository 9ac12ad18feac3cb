package io.millrace.micronaut;

import io.millrace.config.Configuration;
import io.millrace.kafka.Membership;
import java.util.List;

/**
 * This replica's service, read and found in order.
 *
 * @param listeners all on the class path, those too that this replica does not run
 */
record Service(Configuration configuration, ServicePlan plan, Membership membership, List<Listener> listeners) {}
