/** A card-fraud detector: features per customer, then per terminal, then a score and alerts. */
@NullMarked
package io.millrace.sample.fraud;

import org.jspecify.annotations.NullMarked;
