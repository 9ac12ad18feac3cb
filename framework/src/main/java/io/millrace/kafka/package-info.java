/** The engine's ports on real Kafka clients: names, settings, logs, assignment, topics, and the table of faults. */
@NullMarked
package io.millrace.kafka;

import org.jspecify.annotations.NullMarked;
