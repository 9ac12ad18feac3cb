package io.millrace.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The metadata for native images names what exists; its form is the one that framework-state's test checks. */
class NativeImageTest {
    private static final String FILE = "/META-INF/native-image/io.millrace/millrace/reachability-metadata.json";

    private static List<String> all(String member) throws IOException {
        try (InputStream in = Objects.requireNonNull(NativeImageTest.class.getResourceAsStream(FILE))) {
            String text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return Pattern.compile("\"" + member + "\": \"([^\"]+)\"")
                    .matcher(text)
                    .results()
                    .map(found -> found.group(1))
                    .toList();
        }
    }

    @Test
    void everyClassIsThere() throws Exception {
        assertThat(all("type")).doesNotHaveDuplicates().contains(StickyTaskAssignor.class.getName());
        for (String type : all("type")) {
            assertThat(Class.forName(type, false, getClass().getClassLoader())).isNotNull();
        }
    }

    /** The producer's default compression. */
    @Test
    void everyLibraryIsThere() throws IOException {
        assertThat(all("glob")).hasSize(2).allSatisfy(library -> assertThat(
                        getClass().getResource("/" + library))
                .isNotNull());
    }
}
