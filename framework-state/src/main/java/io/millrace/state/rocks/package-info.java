/** Stores in RocksDB: one database per task, memory shared by all of a process. */
@NullMarked
package io.millrace.state.rocks;

import org.jspecify.annotations.NullMarked;
