/** What went wrong with the harness itself. */
@NullMarked
package io.millrace.chaos.problem;

import org.jspecify.annotations.NullMarked;
