/** What can go wrong, and what each kind demands. */
@NullMarked
package io.millrace.fault;

import org.jspecify.annotations.NullMarked;
