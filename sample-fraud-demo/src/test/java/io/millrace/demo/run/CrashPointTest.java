package io.millrace.demo.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class CrashPointTest {
    /** The driver knows the names only, as people do: here is where a new one would be missed. */
    @Test
    void everyPointOfTheFrameworkIsKnown() throws IOException {
        Path source = Path.of("../framework/src/main/java/io/millrace/port/Failpoint.java");
        List<String> names = Pattern.compile("(?m)^    ([A-Z_]+),?$")
                .matcher(Files.readString(source))
                .results()
                .map((MatchResult found) -> found.group(1))
                .toList();
        assertThat(names).hasSizeGreaterThan(10);
        assertThat(Arrays.stream(CrashPoint.values()).map(CrashPoint::name)).containsExactlyElementsOf(names);
    }
}
