package io.millrace.acceptance.answers;

/** What is to come out when a computation is made on a series. */
record Question(String name, Series series, Computation computation, Expected expected) {}
