/** The one place that knows Micronaut: finds listeners, reads configuration, makes handlers, starts and stops workers. */
@NullMarked
package io.millrace.micronaut;

import org.jspecify.annotations.NullMarked;
