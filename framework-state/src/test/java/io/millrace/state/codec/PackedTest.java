package io.millrace.state.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.millrace.api.Packed;
import io.millrace.spi.TypeRef;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class PackedTest {
    /** Up to eight flags in a byte, behind a version. */
    private static final class Flags implements Packed {
        private final byte bits;

        Flags(int bits) {
            this.bits = (byte) bits;
        }

        @Override
        public byte[] toBytes() {
            return new byte[] {1, bits};
        }

        static Flags fromBytes(byte[] bytes) {
            if (bytes.length != 2 || bytes[0] != 1) {
                throw new IllegalArgumentException("no flags of version 1");
            }
            return new Flags(bytes[1]);
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Flags flags && flags.bits == bits;
        }

        @Override
        public int hashCode() {
            return bits;
        }
    }

    private record Switchboard(String name, List<Flags> flags, @Nullable Flags spare) {}

    private sealed interface Part permits Flagged, Named {}

    private static final class Flagged implements Part, Packed {
        @Override
        public byte[] toBytes() {
            return new byte[] {1};
        }

        static Flagged fromBytes(byte[] bytes) {
            return new Flagged();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Flagged;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private record Named(String name) implements Part {}

    private static class Open implements Packed {
        @Override
        public byte[] toBytes() {
            return new byte[0];
        }
    }

    private static final class WriteOnly implements Packed {
        @Override
        public byte[] toBytes() {
            return new byte[0];
        }
    }

    private static Codec<Object> codec(Class<?> type) {
        return Codecs.of(TypeRef.of(type));
    }

    @Test
    void itsOwnBytesAreKeptAloneAndWithinOthers() {
        Codec<Object> flags = codec(Flags.class);
        assertThat(flags.decode(flags.encode(new Flags(5)))).isEqualTo(new Flags(5));
        assertThat(flags.encode(new Flags(5))).hasSize(4).endsWith(1, 5);

        Codec<Object> boards = codec(Switchboard.class);
        for (Switchboard board : List.of(
                new Switchboard("hall", List.of(new Flags(1), new Flags(-1)), new Flags(0)),
                new Switchboard("", List.of(), null))) {
            assertThat(boards.decode(boards.encode(board))).isEqualTo(board);
        }

        Codec<Object> parts = codec(Part.class);
        for (Part part : List.of(new Flagged(), new Named("n"))) {
            assertThat(parts.decode(parts.encode(part))).isEqualTo(part);
        }
    }

    @Test
    void bytesThatItDoesNotKnowAreACodecException() {
        byte[] bytes = codec(Flags.class).encode(new Flags(5));
        bytes[2] = 9;
        assertThatThrownBy(() -> codec(Flags.class).decode(bytes))
                .isInstanceOf(CodecException.class)
                .hasMessage("the bytes are no " + Flags.class.getName() + ": no flags of version 1");
        assertThatThrownBy(() -> codec(Flags.class).encode("flags")).isInstanceOf(CodecException.class);
    }

    @Test
    void itsNameIsItsSchema() {
        Schema flags = codec(Flags.class).schema();
        assertThat(flags.text()).isEqualTo("packed Flags");
        assertThat(flags.refusals(codec(Flags.class).schema())).isEmpty();
        assertThat(codec(Flagged.class).schema().refusals(flags))
                .containsExactly("was packed Flags and is packed Flagged");
    }

    @Test
    void classesThatCannotBeReadBackAreRefused() {
        for (Class<?> type : List.of(Open.class, WriteOnly.class)) {
            assertThatThrownBy(() -> codec(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("MR-0420 " + type.getName() + " is Packed but cannot be stored: make it final, without"
                            + " type parameters, with a static " + type.getSimpleName()
                            + " fromBytes(byte[] bytes) that is not private, in a package that is open to"
                            + " io.millrace.state");
        }
    }
}
