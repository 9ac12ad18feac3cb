/**
 * What must come out, straight from the definitions: features by brute force, their digests, the logistic model, the
 * alert rule and how a week is scored. Pure, and deliberately blind to everything else of the project: an answer that
 * shares code with what it checks proves nothing.
 */
@NullMarked
package io.millrace.demo.truth;

import org.jspecify.annotations.NullMarked;
