package io.millrace.windowing.watermark;

import static io.millrace.windowing.watermark.InputStatus.ACTIVE;
import static io.millrace.windowing.watermark.InputStatus.ENDED;
import static io.millrace.windowing.watermark.InputStatus.IDLE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.state.codec.CodecException;
import io.millrace.windowing.watermark.Stamp.TaskStamp;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class StampTest {
    private static final Stamp STAMP = new Stamp(
            "fraud",
            65_536,
            List.of(
                    new TaskStamp(0, Watermarks.NONE, ACTIVE),
                    new TaskStamp(65_535, 1_700_000_000_000L, IDLE),
                    new TaskStamp(7, Watermarks.END, ENDED)));

    @Test
    void isReadAsWritten() {
        byte[] bytes = STAMP.encode();
        assertThat(bytes).hasSize(2 + 5 + 4 + 3 * 11);
        assertThat(bytes[0]).isEqualTo((byte) 1);
        assertThat(Stamp.decode(bytes)).isEqualTo(STAMP);
    }

    @Test
    void refusesTasksOutOfRange() {
        List<TaskStamp> fourth = List.of(new TaskStamp(4, 0, ACTIVE));
        assertThatIllegalArgumentException().isThrownBy(() -> new Stamp("a", 4, fourth));
        assertThatIllegalArgumentException().isThrownBy(() -> new Stamp("a", 0, List.of()));
        assertThatThrownBy(() -> new Stamp("a".repeat(256), 4, List.of()).encode())
                .isInstanceOf(CodecException.class);
    }

    @Test
    void everyCutAndEveryOtherVersionIsAClearError() {
        byte[] bytes = STAMP.encode();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            if (length < 11 || (length - 11) % 11 != 0) {
                assertThatThrownBy(() -> Stamp.decode(cut))
                        .isInstanceOf(CodecException.class)
                        .hasMessageContaining("MR-0502");
            }
        }
        bytes[0] = 2;
        assertThatThrownBy(() -> Stamp.decode(bytes)).hasMessageContaining("version 2");
    }

    @Test
    void hostileBytesAreAStampOrAnErrorAndNothingElse() {
        Random random = new Random(11);
        byte[] good = STAMP.encode();
        for (int i = 0; i < 20_000; i++) {
            byte[] bytes = good.clone();
            for (int flips = random.nextInt(4); flips >= 0; flips--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            try {
                Stamp.decode(bytes);
            } catch (CodecException expected) {
                assertThat(expected).hasMessageContaining("MR-0502");
            }
        }
    }
}
