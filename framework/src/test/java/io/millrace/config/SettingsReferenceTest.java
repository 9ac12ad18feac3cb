package io.millrace.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class SettingsReferenceTest {
    private static final Path PAGE = Path.of("../docs/configuration.md");

    /** With {@code -Dmillrace.docs.write=true} the page is written anew; look at the difference and commit it. */
    @Test
    void thePageOfTheDocsSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.createDirectories(PAGE.getParent());
            Files.writeString(PAGE, SettingsReference.page());
        }
        assertThat(PAGE).as("run again with -Dmillrace.docs.write=true").hasContent(SettingsReference.page());
    }
}
