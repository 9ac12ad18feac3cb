/**
 * A listener as plain data: what the compiler writes into the manifest and what the runtime reads from it; and the rules
 * that both apply to it.
 */
@NullMarked
package io.millrace.model;

import org.jspecify.annotations.NullMarked;
