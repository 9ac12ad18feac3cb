package io.millrace.dev;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.dev.DevBroker.Options;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BrokerMainTest {

    @Test
    void readsItsOptions() {
        assertThat(BrokerMain.parse(List.of(
                        "--port", "0", "--data", "d", "--keep", "--heap", "256", "--set", "a=b=c", "--set", "d=")))
                .isEqualTo(new Options(Path.of("d"), true, 0, List.of("-Xmx256m"), Map.of("a", "b=c", "d", ""), false));
    }

    @ParameterizedTest
    @CsvSource({"--port", "--port x", "--port 70000", "--heap 1g", "--set novalue", "--nope"})
    void refusesWhatItDoesNotUnderstand(String line) {
        assertThatThrownBy(() -> BrokerMain.parse(List.of(line.split(" ")))).hasMessageContaining("MR-0706");
    }

    @Test
    void explainsItself() throws InterruptedException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int exit = BrokerMain.run(List.of("--help"), new PrintStream(out, true, StandardCharsets.UTF_8), System.err);
        assertThat(exit).isZero();
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("--port", "--data", "--keep", "--heap", "--set");
    }
}
