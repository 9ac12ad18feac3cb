/** What the pages of the docs show. */
@NullMarked
package io.millrace.docs;

import org.jspecify.annotations.NullMarked;
