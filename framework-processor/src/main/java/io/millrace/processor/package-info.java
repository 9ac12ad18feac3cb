/** The compiler's side: source to model, rules, generated dispatch and manifest. Nothing here is on a run-time class path. */
@NullMarked
package io.millrace.processor;

import org.jspecify.annotations.NullMarked;
