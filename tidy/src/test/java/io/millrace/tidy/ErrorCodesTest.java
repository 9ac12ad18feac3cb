package io.millrace.tidy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ErrorCodesTest {
    private static final Path PAGE = Path.of("../docs/error-codes.md");
    private static final ErrorCodes CODES = ErrorCodes.ofSources();

    @Test
    void manyAreFound() {
        assertThat(CODES.all()).hasSizeGreaterThan(150);
    }

    @Test
    void eachSaysSomething() {
        assertThat(CODES.page().lines().filter(line -> line.startsWith("| MR-")))
                .allSatisfy(line -> assertThat(line).matches("\\| MR-\\d{4} \\| .*\\w.* \\|"));
    }

    /** With {@code -Dmillrace.docs.write=true} the page is written anew; look at the difference and commit it. */
    @Test
    void thePageOfTheDocsSaysWhatTheCodeSays() throws IOException {
        if (Boolean.getBoolean("millrace.docs.write")) {
            Files.writeString(PAGE, CODES.page());
        }
        assertThat(PAGE).as("run again with -Dmillrace.docs.write=true").hasContent(CODES.page());
    }
}
