/** The broker's side of a dev broker: its main class, and the files by which it and its clients know of each other. */
@NullMarked
package io.millrace.dev.broker;

import org.jspecify.annotations.NullMarked;
