/** What users import: annotations for handler classes, and the handles that are injected into them. */
@NullMarked
package io.millrace.api;

import org.jspecify.annotations.NullMarked;
