/** The workload's first two listeners, done with Kafka Streams: what the framework's recovery is compared with. */
@NullMarked
package io.millrace.chaos.streams;

import org.jspecify.annotations.NullMarked;
