/** What can go wrong, said in a way that tells what to do. */
@NullMarked
package io.millrace.demo.problem;

import org.jspecify.annotations.NullMarked;
