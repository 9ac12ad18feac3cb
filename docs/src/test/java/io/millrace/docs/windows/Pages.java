package io.millrace.docs.windows;

import io.millrace.api.Mergeable;
import org.jspecify.annotations.Nullable;

/** The pages that were seen, one after the other. */
record Pages(String names) implements Mergeable<Pages> {
    static Pages add(@Nullable Pages soFar, View view) {
        return soFar == null ? new Pages(view.page()) : new Pages(soFar.names + view.page());
    }

    @Override
    public Pages merge(Pages later) {
        return new Pages(names + later.names);
    }
}
