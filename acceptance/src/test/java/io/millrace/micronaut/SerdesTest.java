package io.millrace.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.configuration.kafka.serde.JsonObjectSerde;
import io.micronaut.configuration.kafka.serde.SerdeRegistry;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.JsonObjectSerializer;
import io.micronaut.serde.annotation.Serdeable;
import io.millrace.fault.FaultException;
import io.millrace.port.Headers;
import io.millrace.port.MessageSerde;
import io.millrace.spi.TypeRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;

/** Messages as JSON. It stands here because it needs a JSON mapper that users bring. */
class SerdesTest {
    @Serdeable
    record Known<T>(T value) {}

    record Unknown(long value) {}

    private final JsonMapper json = JsonMapper.createDefault();
    private final Serdes serdes = new Serdes(
            new SerdeRegistry() {
                @Override
                public <T> Serde<T> getSerde(Class<T> type) {
                    return new JsonObjectSerde<>(new JsonObjectSerializer(json), type);
                }
            },
            json);

    @Test
    void recordsThatJsonDoesNotKnowAreRefusedAtTheStart() {
        TypeRef unknown = TypeRef.of(Unknown.class);
        for (TypeRef type : List.of(unknown, TypeRef.of(List.class, unknown), TypeRef.of(Known.class, unknown))) {
            assertThatThrownBy(() -> serdes.checked(type))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("MR-0240")
                    .hasMessageContaining(Unknown.class.getName())
                    .hasMessageContaining("@Serdeable");
        }
        TypeRef known = TypeRef.of(Known.class, TypeRef.of(Long.class));
        assertThat(serdes.checked(known)).isEqualTo(known);
    }

    @Test
    void typeArgumentsReachTheComponents() {
        MessageSerde serde = serdes.of(TypeRef.of(Known.class, TypeRef.of(List.class, TypeRef.of(Long.class))));
        Known<?> read = (Known<?>) serde.read("t", bytes("{\"value\":[1,2]}"), Headers.NONE);
        assertThat(read.value()).isEqualTo(List.of(1L, 2L));
        assertThat(new String(serde.write("t", read), StandardCharsets.UTF_8)).isEqualTo("{\"value\":[1,2]}");
    }

    @Test
    void bytesThatMeanNullAreNoMessage() {
        MessageSerde serde = serdes.of(TypeRef.of(List.class, TypeRef.of(Long.class)));
        assertThatThrownBy(() -> serde.read("t", bytes("null"), Headers.NONE)).hasMessageStartingWith("MR-0612");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
