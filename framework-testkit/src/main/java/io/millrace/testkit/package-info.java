/** Tests of handlers without a broker: handles in plain Java, to be passed to a handler's constructor. */
@NullMarked
package io.millrace.testkit;

import org.jspecify.annotations.NullMarked;
