package io.millrace.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The metadata for native images names what exists; whether it suffices only a native build can tell. */
class NativeImageTest {
    private static final String FILE = "/META-INF/native-image/io.millrace/millrace-state/reachability-metadata.json";

    private static List<String> named(String field) throws IOException {
        try (InputStream in = Objects.requireNonNull(NativeImageTest.class.getResourceAsStream(FILE))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("\"" + field + "\": \"([^\"]+)\"")
                    .matcher(text)
                    .results()
                    .map((MatchResult found) -> found.group(1))
                    .toList();
        }
    }

    @Test
    void everyClassIsThere() throws Exception {
        assertThat(named("type")).hasSizeGreaterThan(3);
        for (String type : named("type")) {
            assertThat(Class.forName(type, false, getClass().getClassLoader())).isNotNull();
        }
    }

    @Test
    void everyLibraryIsThere() throws IOException {
        assertThat(named("glob")).isNotEmpty().allSatisfy(library -> assertThat(
                        getClass().getResource("/" + library))
                .isNotNull());
    }
}
