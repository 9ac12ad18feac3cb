package io.millrace.ops;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class MetricsReferenceTest {
    private static final Path PAGE = Path.of("../docs/metrics.md");

    /** With {@code -Dmillrace.docs.write=true} the page is written anew; look at the difference and commit it. */
    @Test
    void thePageOfTheDocsSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.writeString(PAGE, MetricsReference.page());
        }
        assertThat(PAGE).as("run again with -Dmillrace.docs.write=true").hasContent(MetricsReference.page());
    }
}
