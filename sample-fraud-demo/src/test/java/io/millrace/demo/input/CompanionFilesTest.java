package io.millrace.demo.input;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.demo.truth.DayDigests.Digest;
import io.millrace.demo.truth.LogisticModel;
import io.millrace.demo.truth.ModelInput;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CompanionFilesTest {
    @TempDir
    private Path dir;

    @Test
    void digestsByDay() throws IOException {
        String hex = "ab".repeat(32);
        assertThat(DigestsFile.read(write("date,rows_hashed,sha256\n1970-01-03,12," + hex + "\n")))
                .containsOnlyKeys(2L)
                .containsValue(new Digest(12, hex));
        assertThatThrownBy(() -> DigestsFile.read(write("date,rows_hashed,sha256\n1970-01-03,12,ab\n")))
                .hasMessageStartingWith("MR-0805")
                .hasMessageContaining("line 2: expected sha256 with 64 hex digits");
        assertThatThrownBy(() -> DigestsFile.read(write("date,rows_hashed,sha256\nyesterday,12," + hex + "\n")))
                .hasMessageContaining("line 2: expected date as yyyy-mm-dd");
    }

    @Test
    void idsToSkip() throws IOException {
        assertThat(SkipFile.read(write("12\n13\n"))).containsExactlyInAnyOrder(12L, 13L);
        assertThatThrownBy(() -> SkipFile.read(write("12\nx\n"))).hasMessageContaining("line 2: expected tx_id");
    }

    @Test
    void aWrittenModelReadsBackEqual() {
        LogisticModel model = new LogisticModel(
                -1.5, List.of(new LogisticModel.Term(ModelInput.TX_AMOUNT, 53.57277587745389, 42.1, 1.3)));
        Path file = dir.resolve("model.json");
        ModelFile.write(file, model, "fitted");
        assertThat(ModelFile.read(file)).isEqualTo(model);
    }

    @Test
    void aBrokenModelSaysWhatIsMissing() throws IOException {
        assertThatThrownBy(() -> ModelFile.read(write("{}"))).hasMessageContaining("expected a list \"features\"");
        assertThatThrownBy(() -> ModelFile.read(write("{\"features\":[\"TX_AMOUNT\"],\"mean\":[1,2]}")))
                .hasMessageContaining("expected 1 values in \"mean\", found 2");
        assertThatThrownBy(() -> ModelFile.read(
                        write("{\"features\":[\"AGE\"],\"mean\":[1],\"std\":[1],\"coef\":[1],\"intercept\":0}")))
                .hasMessageContaining("found \"AGE\"");
        assertThatThrownBy(() -> ModelFile.read(write("{\n\"features\": not json")))
                .hasMessageStartingWith("MR-0805")
                .hasMessageContaining("line 2: expected JSON");
    }

    private Path write(String text) throws IOException {
        return Files.writeString(dir.resolve("file"), text);
    }
}
