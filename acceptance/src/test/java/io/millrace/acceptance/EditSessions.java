package io.millrace.acceptance;

import io.micronaut.configuration.kafka.annotation.KafkaKey;
import io.micronaut.configuration.kafka.annotation.Topic;
import io.millrace.api.EventTime;
import io.millrace.api.Fold;
import io.millrace.api.Merge;
import io.millrace.api.OnWindow;
import io.millrace.api.Out;
import io.millrace.api.SessionWindow;
import io.millrace.api.StatefulListener;
import io.millrace.api.To;
import org.jspecify.annotations.Nullable;

/** When, how long and how much people edit. A message is {@code time,delta}, its key the user. */
@StatefulListener("edit-sessions")
record EditSessions(@To("edit-sessions") Out<String> out) {
    record Session(long first, long last, long edits) {}

    @EventTime(outOfOrder = "1s")
    static long at(String edit) {
        return Long.parseLong(edit.substring(0, edit.indexOf(',')));
    }

    @Topic("edits")
    void on(@KafkaKey String user, String edit) {}

    @SessionWindow(name = "edits", gap = "600s", lateTo = "edits-late")
    @Fold("edits")
    static Session add(@Nullable Session soFar, String edit) {
        Session one = new Session(at(edit), at(edit), 1);
        return soFar == null ? one : merge(soFar, one);
    }

    @Merge("edits")
    static Session merge(Session a, Session b) {
        return new Session(Math.min(a.first, b.first), Math.max(a.last, b.last), a.edits + b.edits);
    }

    @OnWindow("edits")
    void over(@KafkaKey String user, Session session) {
        out.send(user + "\t" + session.first() + "\t" + session.last() + "\t" + session.edits());
    }
}
