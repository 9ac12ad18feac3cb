/** The seam between generated dispatchers and the engine. Users never import it. */
@NullMarked
package io.millrace.spi;

import org.jspecify.annotations.NullMarked;
