package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * The metadata for native images is of the form that GraalVM takes (its schema 1.2, other members are refused there) and
 * names what exists; whether it suffices only a native build can tell.
 */
class NativeImageTest {
    private static final String FILE = "/META-INF/native-image/io.millrace/millrace-state/reachability-metadata.json";
    private static final String LIBRARY = "/librocksdbjni-linux64.so";

    /** Of a type, beside its name; all are flags here. */
    private static final Set<String> FLAGS = Set.of(
            "jniAccessible",
            "allDeclaredConstructors",
            "allDeclaredMethods",
            "allDeclaredFields",
            "allPublicConstructors",
            "allPublicMethods");

    /** A class as JNI looks it up: the whole of a string constant. */
    private static final Pattern LOOKED_UP =
            Pattern.compile("(?<=\0)(?:org/rocksdb|java/(?:lang|util|nio|io))/[A-Za-z$/]+(?=\0)");

    private static byte[] resource(String name) throws IOException {
        try (InputStream in = Objects.requireNonNull(NativeImageTest.class.getResourceAsStream(name))) {
            return in.readAllBytes();
        }
    }

    private static JsonNode metadata() throws IOException {
        return new ObjectMapper().readTree(resource(FILE));
    }

    private static List<String> types() throws IOException {
        List<String> types = new ArrayList<>();
        metadata()
                .get("reflection")
                .forEach(entry -> types.add(entry.get("type").asText()));
        return types;
    }

    private static Set<String> members(JsonNode object) {
        return object.properties().stream().map(member -> member.getKey()).collect(Collectors.toSet());
    }

    @Test
    void itHasTheFormThatIsAsked() throws IOException {
        assertThat(members(metadata())).isSubsetOf("comment", "reflection", "resources", "foreign");
        for (JsonNode entry : metadata().get("reflection")) {
            Set<String> flags = members(entry);
            assertThat(flags.remove("type")).isTrue();
            assertThat(flags).isNotEmpty().isSubsetOf(FLAGS);
            assertThat(flags).allMatch(flag -> entry.get(flag).isBoolean());
        }
        for (JsonNode entry : metadata().get("resources")) {
            assertThat(members(entry)).containsExactly("glob");
        }
    }

    @Test
    void everyClassIsThere() throws Exception {
        assertThat(types()).doesNotHaveDuplicates().contains("byte[]");
        for (String type : types()) {
            if (!type.equals("byte[]")) {
                assertThat(Class.forName(type, false, getClass().getClassLoader()))
                        .isNotNull();
            }
        }
    }

    /** A new version of the library may look for others. */
    @Test
    void everyClassThatTheLibraryLooksUpIsNamed() throws IOException {
        String library = new String(resource(LIBRARY), StandardCharsets.ISO_8859_1);
        Set<String> lookedUp = LOOKED_UP
                .matcher(library)
                .results()
                .map(found -> found.group().replace('/', '.'))
                .collect(Collectors.toSet());
        assertThat(lookedUp).contains("org.rocksdb.RocksDBException", "org.rocksdb.Status");
        assertThat(types()).containsAll(lookedUp);
    }

    @Test
    void everyLibraryIsThere() throws IOException {
        for (JsonNode entry : metadata().get("resources")) {
            assertThat(getClass().getResource("/" + entry.get("glob").asText())).isNotNull();
        }
    }
}
