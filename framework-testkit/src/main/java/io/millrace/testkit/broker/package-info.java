/** Tests of whole services on a real broker. */
@NullMarked
package io.millrace.testkit.broker;

import org.jspecify.annotations.NullMarked;
