package io.millrace.micronaut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.configuration.kafka.serde.CompositeSerdeRegistry;
import io.micronaut.configuration.kafka.serde.JsonObjectSerde;
import io.micronaut.configuration.kafka.serde.SerdeRegistry;
import io.micronaut.core.type.Argument;
import io.micronaut.json.JsonMapper;
import io.micronaut.json.JsonObjectSerializer;
import io.micronaut.serde.annotation.Serdeable;
import io.millrace.fault.FaultException;
import io.millrace.port.Headers;
import io.millrace.port.MessageSerde;
import io.millrace.spi.TypeRef;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serializer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Messages as JSON. It stands here because it needs a JSON mapper that users bring. */
class SerdesTest {
    @Serdeable
    record Known<T>(T value) {}

    record Unknown(long value) {}

    @Serdeable
    record Card(String bank, long number) {}

    private final JsonMapper json = JsonMapper.createDefault();
    private final SerdeRegistry common = new CompositeSerdeRegistry(new SerdeRegistry() {
        @Override
        public <T> Serde<T> getSerde(Class<T> type) {
            return new JsonObjectSerde<>(new JsonObjectSerializer(json), type);
        }
    });
    private final Serdes serdes = new Serdes(common, List.of(common), json);

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
        assertThatThrownBy(() -> serde.read("t", bytes("null"), Headers.NONE)).hasMessageStartingWith("MR-0614");
    }

    /** Answers for generic types by all that was declared, and for nothing else. */
    private static final class Pairs implements SerdeRegistry {
        private @Nullable Argument<?> asked;

        @Override
        public <T> @Nullable Serde<T> getSerde(Class<T> type) {
            return null;
        }

        @Override
        public <T> Serializer<T> pickSerializer(Argument<T> type) {
            asked = type;
            return (topic, value) -> bytes("mine");
        }

        @Override
        @SuppressWarnings("unchecked")
        public <T> Deserializer<T> pickDeserializer(Argument<T> type) {
            asked = type;
            return (topic, read) -> (T) List.of(read.length);
        }
    }

    @Test
    void aRegistrySeesTheWholeGenericTypeAndGoesBeforeJson() {
        Pairs mine = new Pairs();
        MessageSerde serde = new Serdes(common, List.of(common, mine), json)
                .of(TypeRef.of(List.class, TypeRef.of(Known.class, TypeRef.of(Long.class))));
        assertThat(serde.write("t", List.of())).isEqualTo(bytes("mine"));
        assertThat(serde.read("t", bytes("abc"), Headers.NONE)).isEqualTo(List.of(3));
        Argument<?> asked = Objects.requireNonNull(mine.asked);
        assertThat(asked.getTypeParameters()[0].getTypeParameters()[0].getType())
                .isEqualTo(Long.class);
    }

    /** Made anew for each client of Kafka's, and so for each thread here: remembers who used it. */
    public static final class Shouting implements Deserializer<Object> {
        private String mark = "";
        private @Nullable Thread user;

        @Override
        public void configure(Map<String, ?> settings, boolean isKey) {
            mark = settings.get("shout.mark") + (isKey ? " key" : "");
        }

        @Override
        public Object deserialize(String topic, byte[] bytes) {
            assertThat(user == null ? Thread.currentThread() : user).isEqualTo(Thread.currentThread());
            user = Thread.currentThread();
            String text = new String(bytes, StandardCharsets.UTF_8);
            return text.equals("12") ? 12L : text.toUpperCase(Locale.ROOT) + mark;
        }
    }

    private ClientSerdes named(Object deserializer) {
        return new ClientSerdes(
                serdes,
                Map.of("value.deserializer", deserializer, "key.deserializer", deserializer, "shout.mark", "!"),
                Map.of());
    }

    @Test
    void aSerdeOfTheClientsSettingsGoesFirstAndIsConfigured() {
        for (Object written : List.of(Shouting.class, Shouting.class.getName())) {
            MessageSerde serde = named(written).values(TypeRef.of(String.class));
            assertThat(serde.read("t", bytes("a"), Headers.NONE)).isEqualTo("A!");
            assertThat(CompletableFuture.supplyAsync(() -> serde.read("t", bytes("b"), Headers.NONE))
                            .join())
                    .isEqualTo("B!");
            assertThat(serde.write("t", "a")).as("nobody named a serializer").isEqualTo(bytes("a"));
        }
    }

    /** Tells by a header how long the message is, as some registries tell the type. */
    public static final class Measured implements Deserializer<String> {
        @Override
        public String deserialize(String topic, byte[] bytes) {
            throw new AssertionError("asked without headers");
        }

        @Override
        public String deserialize(String topic, org.apache.kafka.common.header.Headers headers, byte[] bytes) {
            return bytes.length + new String(headers.lastHeader("unit").value(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void aSerdeThatReadsHeadersIsGivenThem() {
        MessageSerde serde = named(Measured.class).values(TypeRef.of(String.class));
        Headers headers = Headers.of(List.of(new Headers.Header("unit", bytes(" B"))));
        assertThat(serde.read("t", bytes("abc"), headers)).isEqualTo("3 B");
    }

    @Test
    void whatItMakesMustBeWhatTheHandlerTakes() {
        MessageSerde serde = named(Shouting.class).values(TypeRef.of(String.class));
        assertThatThrownBy(() -> serde.read("t", bytes("12"), Headers.NONE))
                .hasMessage("MR-0615: the serde made a java.lang.Long of what the handler takes as java.lang.String");
    }

    @Test
    void aSerdeThatCannotBeMadeIsRefused() {
        for (String wrong : List.of("x.Missing", "java.lang.String", Serdes.class.getName())) {
            assertThatThrownBy(() -> named(wrong).checkedValue(TypeRef.of(String.class)))
                    .isInstanceOf(FaultException.class)
                    .hasMessageContaining("MR-0242: value.deserializer = '" + wrong + "' cannot be used");
        }
    }

    /** Kafka's own are trusted; for others the bytes of each key are compared. */
    @Test
    void aKeyHasOneFormOnly() {
        ClientSerdes none = new ClientSerdes(serdes, Map.of(), Map.of());
        assertThat(none.keys(TypeRef.of(Long.class))).isInstanceOf(KafkaSerde.class);
        MessageSerde cards = none.keys(TypeRef.of(Card.class));
        byte[] written = cards.write("t", new Card("b", 7));
        assertThat(cards.read("t", written, Headers.NONE)).isEqualTo(new Card("b", 7));
        assertThatThrownBy(() -> cards.read("t", bytes("{\"number\":7,\"bank\":\"b\"}"), Headers.NONE))
                .hasMessageContaining("MR-0616");
        assertThatThrownBy(() ->
                        named(Shouting.class).keys(TypeRef.of(String.class)).read("t", bytes("a"), Headers.NONE))
                .hasMessageContaining("MR-0616");
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
