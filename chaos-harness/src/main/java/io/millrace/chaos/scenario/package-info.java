/** One class for each kind of fault. */
@NullMarked
package io.millrace.chaos.scenario;

import org.jspecify.annotations.NullMarked;
