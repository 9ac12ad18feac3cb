package io.millrace.state.rocks;

import io.millrace.state.Checkpoint;
import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.state.codec.CodecException;
import java.nio.charset.StandardCharsets;

/** The checkpoint as a row of the default column family: written in the same batch as what it speaks of. */
final class CheckpointRow {
    static final byte[] KEY = "checkpoint".getBytes(StandardCharsets.US_ASCII);

    private static final byte FORMAT = 1;

    private CheckpointRow() {}

    static byte[] encode(Checkpoint checkpoint) {
        return new BytesWriter()
                .writeByte(FORMAT)
                .writeString(checkpoint.clusterId())
                .writeString(checkpoint.changelogId())
                .writeUnsigned(checkpoint.task())
                .writeUnsigned(checkpoint.position())
                .writeSigned(checkpoint.committedAtMs())
                .toBytes();
    }

    static Checkpoint decode(byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        if (in.readByte() != FORMAT) {
            throw new CodecException("an unknown format of checkpoint");
        }
        Checkpoint checkpoint = new Checkpoint(
                in.readString(), in.readString(), (int) in.readUnsigned(), in.readUnsigned(), in.readSigned());
        in.end();
        return checkpoint;
    }
}
