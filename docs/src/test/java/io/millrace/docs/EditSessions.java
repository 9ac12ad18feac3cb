package io.millrace.docs;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.micronaut.serde.annotation.Serdeable;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.Merge;
import io.millrace.api.OnWindow;
import io.millrace.api.Out;
import io.millrace.api.SessionWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import io.millrace.api.WindowSpan;
import org.jspecify.annotations.Nullable;

/** From when to when people edit, and how much: a session ends when its user has been quiet for ten minutes. */
@StatefulListener("edit-sessions")
record EditSessions(@To("sessions") Out<EditSessions.Session> sessions) {
    @Serdeable
    record Edit(long at, String page) {}

    @Serdeable
    record Session(String user, long first, long last, long edits) {}

    @EventTime(outOfOrder = "1s")
    static long at(Edit edit) {
        return edit.at();
    }

    @Topic("edits")
    void on(@KafkaKey String user, Edit edit) {}

    @SessionWindow(name = "session", gap = "10m", lateTo = "late-edits")
    @Fold("session")
    static Long add(@Nullable Long soFar, Edit edit) {
        return soFar == null ? 1L : soFar + 1;
    }

    @Merge("session")
    static Long merge(Long earlier, Long later) {
        return earlier + later;
    }

    @OnWindow("session")
    void over(@KafkaKey String user, WindowSpan span, Long edits) {
        sessions.send(new Session(user, span.start(), span.end() - 600_000, edits));
    }
}
