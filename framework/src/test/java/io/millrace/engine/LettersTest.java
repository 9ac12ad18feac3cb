package io.millrace.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.millrace.port.Headers;
import io.millrace.port.Headers.Header;
import io.millrace.port.InputRecord;
import io.millrace.port.OutputRecord;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LettersTest {
    private static final int BYTES_MAX = 1_000;
    private static final List<Header> REASONS = List.of(new Header("why", new byte[47]));

    @ParameterizedTest
    @CsvSource({
        "100, 700, 100, ''",
        "100, 851, 0, value",
        "100, 100, 751, value",
        "100, 10, 851, 'value,headers'",
        "100, 0, 851, 'value,headers'",
        "951, 500, 500, 'value,key'",
        "951, 10, 10, key",
        "951, 951, 10, 'value,key'",
        "10, 951, 951, 'value,headers'",
        "950, 0, 0, ''"
    })
    void whatDoesNotFitIsLeftOutAndSaid(int keyBytes, int valueBytes, int headerBytes, String cut) {
        List<Header> own = headerBytes == 0 ? List.of() : List.of(new Header("x", new byte[headerBytes - 1]));
        InputRecord record = new InputRecord(7, 8, new byte[keyBytes], new byte[valueBytes], Headers.of(own));
        OutputRecord letter = Letters.fitting("dlq", record, REASONS, BYTES_MAX);
        assertThat(letter.key() == null).isEqualTo(cut.contains("key"));
        assertThat(letter.value() == null).isEqualTo(cut.contains("value"));
        assertThat(letter.headers().last("x") == null).isEqualTo(own.isEmpty() || cut.contains("headers"));
        assertThat(letter.headers().last("why")).hasSize(47);
        byte[] said = letter.headers().last("millrace.error.truncated");
        assertThat(said == null ? "" : new String(said)).isEqualTo(cut);
    }
}
