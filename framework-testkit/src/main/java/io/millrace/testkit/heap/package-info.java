/**
 * What user code keeps in memory outside the engine's handles: static fields and beans, found in class files and by
 * reflection, so that a simulated process can lose it.
 */
@NullMarked
package io.millrace.testkit.heap;

import org.jspecify.annotations.NullMarked;
