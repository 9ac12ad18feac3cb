/** What was read back, as files; and the report that is computed from those files and the input alone. */
@NullMarked
package io.millrace.demo.report;

import org.jspecify.annotations.NullMarked;
