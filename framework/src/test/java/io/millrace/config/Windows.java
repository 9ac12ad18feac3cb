package io.millrace.config;

import io.millrace.api.TimeDomain;
import io.millrace.model.EmitModel;
import io.millrace.model.TypeModel;
import io.millrace.model.WindowKind;
import io.millrace.model.WindowModel;
import java.util.List;

/** Windows as they may be compiled, for tests. */
final class Windows {
    static final long SIZE_MS = 60_000;

    private Windows() {}

    /** A window of a minute, or a session with a gap of one, that takes the records of {@code payments}. */
    static WindowModel of(WindowKind kind, String name) {
        long slideMs = kind == WindowKind.SESSION ? 0 : SIZE_MS;
        TypeModel count = new TypeModel("java.lang.Long", List.of(), true);
        return new WindowModel(
                name,
                kind,
                TimeDomain.EVENT,
                SIZE_MS,
                slideMs,
                0,
                EmitModel.FINAL,
                0,
                "late",
                List.of("payments"),
                count,
                true,
                "closed");
    }
}
