package io.millrace.config;

import io.millrace.api.TimeDomain;
import io.millrace.model.EmitModel;
import io.millrace.model.SpanModel;
import io.millrace.model.TypeModel;
import io.millrace.model.WindowModel;
import java.util.List;

/** Windows as they may be compiled, for tests. */
final class Windows {
    static final long SIZE_MS = 60_000;

    private Windows() {}

    /** A window that takes the records of {@code payments}. */
    static WindowModel of(SpanModel span, String name) {
        TypeModel count = new TypeModel("java.lang.Long", List.of(), true);
        return new WindowModel(
                name, span, TimeDomain.EVENT, EmitModel.FINAL, 0, "late", List.of("payments"), count, true, "closed");
    }
}
