/** The configuration as data: every setting once, read with all its mistakes at a time, and told as a page of the docs. */
@NullMarked
package io.millrace.config;

import org.jspecify.annotations.NullMarked;
