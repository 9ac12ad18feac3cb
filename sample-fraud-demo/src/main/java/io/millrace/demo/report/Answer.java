package io.millrace.demo.report;

/** What the service said about one transaction. */
record Answer<T>(long id, T value) {}
