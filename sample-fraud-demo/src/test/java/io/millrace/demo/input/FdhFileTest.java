package io.millrace.demo.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.truth.Transaction;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FdhFileTest {
    private static final String GOOD = "0,1522540831,596,3156,5716,0,0\n1,1522540831,4961,3412,8151,1,2\n";

    @TempDir
    private Path dir;

    @Test
    void readsPlainAndGzip() throws IOException {
        Path plain = write(FdhFile.HEADER + "\n" + GOOD);
        Path gzip = dir.resolve("gz");
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(gzip))) {
            out.write(Files.readAllBytes(plain));
        }
        assertThat(FdhFile.read(plain, 10))
                .containsExactly(
                        new Transaction(0, 1522540831, 596, 3156, 5716, false),
                        new Transaction(1, 1522540831, 4961, 3412, 8151, true))
                .isEqualTo(FdhFile.read(gzip, 10));
        assertThat(FdhFile.read(plain, 1)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            2,1522540832,596,3156,5716,0           | MR-0802 | expected a field scenario, found the end of the line
            2,1522540832,596,3156,5716,0,0,9       | MR-0802 | expected no more fields, found "9"
            2,1522540832,596,3156,57.16,0,0        | MR-0802 | expected amount_cents as a whole number, found "57.16"
            2,1522540832,596,3156,-5716,0,0        | MR-0802 | expected amount_cents as a whole number, found "-5716"
            2,1522540832,,3156,5716,0,0            | MR-0802 | expected customer_id as a whole number, found ""
            2,1522540832,596,3156,5716,2,0         | MR-0802 | expected fraud from 0 to 1, found 2
            2,1522540832000,596,3156,5716,0,0      | MR-0802 | expected ts in seconds, found 1522540832000
            2,1522540830,596,3156,5716,0,0         | MR-0803 | expected a ts of at least 1522540831
            1,1522540832,596,3156,5716,0,0         | MR-0803 | expected a tx_id above 1
            """)
    void aBrokenLineIsNamedWithWhatWasExpected(String line, String code, String expected) throws IOException {
        Path file = write(FdhFile.HEADER + "\n" + GOOD + line + "\n");
        assertThatThrownBy(() -> FdhFile.read(file, 10))
                .isInstanceOf(Problem.class)
                .hasMessageStartingWith(code + " " + file + ", line 4: ")
                .hasMessageContaining(expected);
    }

    @Test
    void wrongColumnsAreToldFromTheFirstLine() throws IOException {
        Path file = write("id,time\n1,2\n");
        assertThatThrownBy(() -> FdhFile.read(file, 10))
                .hasMessage("MR-0801 " + file + ", line 1: expected the columns " + FdhFile.HEADER + ", found id,time");
    }

    @Test
    void emptyMissingAndCutFilesAreTold() throws IOException {
        assertThatThrownBy(() -> FdhFile.read(write(""), 10)).hasMessageContaining("found an empty file");
        assertThatThrownBy(() -> FdhFile.read(write(FdhFile.HEADER + "\n"), 10))
                .hasMessageContaining("line 2: expected a transaction, found the file's end");
        assertThatThrownBy(() -> FdhFile.read(dir.resolve("none"), 10)).hasMessageContaining("there is no file");
        Path cut = dir.resolve("cut.gz");
        Files.write(cut, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 0, 1});
        assertThatThrownBy(() -> FdhFile.read(cut, 10)).hasMessageContaining("Is the file complete?");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(dir.resolve("tx.csv"), text, StandardCharsets.US_ASCII);
    }
}
