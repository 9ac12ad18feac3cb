/** The command of the fault harness. */
@NullMarked
package io.millrace.chaos;

import org.jspecify.annotations.NullMarked;
