/**
 * What an operator sees of a service: views of its listeners, workers and tasks, the judgement of its health, and the names
 * of its metrics. Plain objects, readable from any thread at any time.
 */
@NullMarked
package io.millrace.ops;

import org.jspecify.annotations.NullMarked;
