/** The listeners, results and pictures of the page about windows. */
@NullMarked
package io.millrace.docs.windows;

import org.jspecify.annotations.NullMarked;
