package io.millrace.demo.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.demo.truth.Features;
import io.millrace.demo.truth.Transaction;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;

class WireTest {
    private static final Transaction TX = new Transaction(7, 1522540831, 596, 3156, 5716, true);

    @Test
    void inputsAreAsAgreed() {
        ProducerRecord<byte[], byte[]> transaction = Messages.transaction(TX);
        assertThat(text(transaction.key())).isEqualTo("596");
        assertThat(transaction.timestamp()).isEqualTo(1522540831000L);
        assertThat(text(transaction.value()))
                .isEqualTo("{\"id\":7,\"at\":1522540831000,\"customer\":\"596\",\"terminal\":\"3156\",\"cents\":5716}");
        ProducerRecord<byte[], byte[]> label = Messages.label(TX);
        assertThat(text(label.key())).isEqualTo("3156");
        assertThat(text(label.value()))
                .isEqualTo("{\"transaction\":7,\"at\":1523145631000,\"terminal\":\"3156\",\"fraud\":true}");
        ProducerRecord<byte[], byte[]> end = Messages.end("labels", 3);
        assertThat(end.key()).isNull();
        assertThat(end.value()).isNull();
        assertThat(end.partition()).isEqualTo(3);
        assertThat(text(end.headers().lastHeader("millrace.end").value())).isEqualTo("labels");
    }

    @Test
    void answersAreUnderstoodInAnyOrderOfFields() {
        String json =
                "{\"t30f\":12,\"at\":1,\"c1n\":1,\"c1s\":2,\"c7n\":3,\"c7s\":4,\"c30n\":5,\"c30s\":6,\"more\":{\"x\":[1]},"
                        + "\"t1n\":7,\"t1f\":8,\"t7n\":9,\"t7f\":10,\"t30n\":11,\"id\":42}";
        assertThat(Answers.features(bytes(json))).isEqualTo(new Features(42, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12));
        assertThatThrownBy(() -> Answers.features(bytes("{\"id\":1,\"c1n\":1}")))
                .hasMessageContaining("needs id and c1n");
        assertThatThrownBy(() -> Answers.features(bytes("nonsense"))).hasMessageContaining("not JSON");
        assertThat(Answers.score(bytes("{\"id\":1,\"score\":-1.5}"))).isEqualTo(new Answers.Score(1, -1.5));
    }

    @Test
    void eventsAreFoundAmongOtherLines() {
        assertThat(ReplicaEvent.parse("12:00 INFO started")).isEmpty();
        assertThat(ReplicaEvent.parse("millrace.event {\"event\":\"running\",\"listener\":\"risk\",\"tasks\":[2,0]}"))
                .contains(new ReplicaEvent.Running("risk", 0, Set.of(0, 2)));
        assertThat(
                        ReplicaEvent.parse(
                                "millrace.event {\"event\":\"restored\",\"listener\":\"risk\",\"task\":1,\"records\":9,\"ms\":4}"))
                .contains(new ReplicaEvent.Restored("risk", 1, 9));
        assertThat(
                        ReplicaEvent.parse(
                                "INFO millrace.event - millrace.event {\"event\":\"running\",\"listener\":\"risk\",\"worker\":1,\"tasks\":[]}"))
                .contains(new ReplicaEvent.Running("risk", 1, Set.of()));
        assertThat(ReplicaEvent.parse(
                        "millrace.event {\"event\":\"stopped\",\"listener\":\"risk\",\"code\":\"MR-0301\"}"))
                .contains(new ReplicaEvent.GivenUp("risk", "MR-0301"));
        assertThat(ReplicaEvent.parse("millrace.event {\"event\":\"released\",\"listener\":\"risk\",\"task\":2,"
                        + "\"committedAt\":1700000000123,\"at\":1700000000200}"))
                .contains(new ReplicaEvent.Released("risk", 2, 1_700_000_000_123L));
        assertThat(ReplicaEvent.parse(
                        "millrace.event {\"event\":\"first-commit\",\"listener\":\"risk\",\"task\":2,\"at\":7}"))
                .contains(new ReplicaEvent.FirstCommit("risk", 2, 7));
        assertThat(ReplicaEvent.parse("millrace.event {\"event\":\"runn")).isEmpty();
        assertThat(ReplicaEvent.parse("millrace.event {\"event\":\"other\"}")).isEmpty();
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
