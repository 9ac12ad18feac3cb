/** Measurements, run by hand; their results stand in RATIONALE.md. */
@NullMarked
package io.millrace.state.bench;

import org.jspecify.annotations.NullMarked;
