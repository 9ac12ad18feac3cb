package io.millrace.kafka;

import io.millrace.port.Headers;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.jspecify.annotations.Nullable;

/** A read record's headers, translated when somebody asks. */
final class ReadHeaders implements Headers {
    private final org.apache.kafka.common.header.Header[] theirs;

    ReadHeaders(org.apache.kafka.common.header.Header[] theirs) {
        this.theirs = theirs;
    }

    @Override
    public byte @Nullable [] last(String name) {
        for (int i = theirs.length - 1; i >= 0; i--) {
            if (theirs[i].key().equals(name)) {
                return theirs[i].value();
            }
        }
        return null;
    }

    @Override
    public List<Header> all() {
        List<Header> all = new ArrayList<>(theirs.length);
        for (var header : theirs) {
            all.add(new Header(header.key(), header.value()));
        }
        return List.copyOf(all);
    }

    @Override
    public long bytes() {
        long bytes = 0;
        for (var header : theirs) {
            bytes += header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    /** Headers to send; null if there are none. */
    static @Nullable List<org.apache.kafka.common.header.Header> toSend(Headers ours) {
        if (ours == NONE) {
            return null;
        }
        List<org.apache.kafka.common.header.Header> theirs = new ArrayList<>();
        for (Header header : ours.all()) {
            theirs.add(new RecordHeader(header.name(), header.value()));
        }
        return theirs;
    }
}
