/** Brokers, replicas and the network between them, as processes. */
@NullMarked
package io.millrace.chaos.cluster;

import org.jspecify.annotations.NullMarked;
