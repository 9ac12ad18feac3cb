package io.millrace.docs.windows;

import io.micronaut.serde.annotation.Serdeable;
import io.millrace.api.Firing;
import io.millrace.api.WindowSpan;

/** A window's result as a message. */
@Serdeable
record Seen(long from, long to, String pages, Firing firing, int index) {
    static Seen of(WindowSpan span, Pages pages) {
        return new Seen(span.start(), span.end(), pages.names(), span.firing(), span.index());
    }
}
