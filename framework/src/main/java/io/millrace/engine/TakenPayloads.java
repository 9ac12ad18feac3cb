package io.millrace.engine;

import io.millrace.port.Headers;
import io.millrace.port.Headers.Header;
import io.millrace.port.InputRecord;
import io.millrace.state.codec.BytesReader;
import io.millrace.state.codec.BytesWriter;
import io.millrace.windowing.order.Payloads;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waiting records as bytes: as they were read, so that they are decoded once more when their time has come. */
final class TakenPayloads implements Payloads<Taken> {
    /** The objects around key, value and headers. */
    private static final int OBJECTS_BYTES = 200;

    private final Intake intake;

    TakenPayloads(Intake intake) {
        this.intake = intake;
    }

    /** What was decoded from the bytes is taken to be as large as they are. */
    @Override
    public long heapBytes(Taken taken) {
        byte[] value = taken.record().value();
        int body = value == null ? 0 : value.length;
        return OBJECTS_BYTES
                + 2L * (taken.keyBytes().length + body)
                + taken.record().headers().bytes();
    }

    @Override
    public byte[] write(Taken taken) {
        InputRecord record = taken.record();
        BytesWriter out = new BytesWriter((int) heapBytes(taken));
        out.writeByte(taken.late() ? 1 : 0)
                .writeUnsigned(record.offset())
                .writeSigned(record.timestamp())
                .writeBytes(taken.keyBytes());
        write(out, record.value());
        List<Header> headers = record.headers().all();
        out.writeUnsigned(headers.size());
        for (Header header : headers) {
            out.writeString(header.name());
            write(out, header.value());
        }
        return out.toBytes();
    }

    private static void write(BytesWriter out, byte @Nullable [] bytes) {
        out.writeByte(bytes == null ? 0 : 1);
        if (bytes != null) {
            out.writeBytes(bytes);
        }
    }

    @Override
    public Taken read(int input, byte[] bytes) {
        BytesReader in = new BytesReader(bytes);
        boolean late = in.readByte() == 1;
        long offset = in.readUnsigned();
        long timestamp = in.readSigned();
        byte[] key = in.readBytes();
        byte[] value = read(in);
        List<Header> headers = new ArrayList<>();
        for (int left = in.readCount(); left > 0; left--) {
            headers.add(new Header(in.readString(), read(in)));
        }
        Headers all = headers.isEmpty() ? Headers.NONE : Headers.of(headers);
        return intake.again(input, new InputRecord(offset, timestamp, key, value, all), key, late);
    }

    private static byte @Nullable [] read(BytesReader in) {
        return in.readByte() == 0 ? null : in.readBytes();
    }
}
