/**
 * Where transactions come from: a file in fdh form or a seeded generator, and the files that go with them. Everything
 * is read and checked to its last line before anything is started.
 */
@NullMarked
package io.millrace.demo.input;

import org.jspecify.annotations.NullMarked;
