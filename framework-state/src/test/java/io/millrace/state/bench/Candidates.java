package io.millrace.state.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.cbor.databind.CBORMapper;
import com.fasterxml.jackson.dataformat.smile.databind.SmileMapper;
import io.millrace.spi.TypeRef;
import io.millrace.state.codec.Codec;
import io.millrace.state.codec.Codecs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.fory.Fory;
import org.apache.fory.ThreadSafeFory;
import org.apache.fory.config.CompatibleMode;

/** The libraries that were compared, each set up as safely and as tolerantly as it can be. */
final class Candidates {
    /** A typical value: what a detector keeps of a card. */
    public record Card(String id, long lastSeen, int count, double sum, boolean frozen, List<Spend> recent) {}

    public record Spend(long at, long cents, String terminal) {}

    static final Card VALUE = new Card(
            "card-000123",
            1_795_000_000_123L,
            42,
            1234.5,
            false,
            List.of(
                    new Spend(1_795_000_000_000L, 1999, "t-17"),
                    new Spend(1_795_000_000_050L, 250, "t-9"),
                    new Spend(1_795_000_000_123L, 100_000, "t-1044")));

    private Candidates() {}

    static Codec<Object> of(String name) {
        return switch (name) {
            case "own" -> Codecs.of(TypeRef.of(Card.class));
            case "smile" -> jackson(new SmileMapper());
            case "cbor" -> jackson(new CBORMapper());
            case "fory" -> fory();
            case "avro" -> avro();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private interface Write {
        byte[] apply(Object value) throws IOException;
    }

    private interface Read {
        Object apply(byte[] bytes) throws IOException;
    }

    private record Of(Write write, Read read) implements Codec<Object> {
        @Override
        public byte[] encode(Object value) {
            try {
                return write.apply(value);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public Object decode(byte[] bytes) {
            try {
                return read.apply(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Codec<Object> jackson(ObjectMapper mapper) {
        var reader = mapper.readerFor(Card.class)
                .without(com.fasterxml.jackson.databind.DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES);
        var writer = mapper.writerFor(Card.class);
        return new Of(writer::writeValueAsBytes, reader::readValue);
    }

    private static Codec<Object> fory() {
        ThreadSafeFory fory = Fory.builder()
                .requireClassRegistration(true)
                .withCompatibleMode(CompatibleMode.COMPATIBLE)
                .buildThreadSafeFory();
        fory.register(Card.class);
        fory.register(Spend.class);
        return new Of(fory::serialize, fory::deserialize);
    }

    /** By hand into generic records: reflection cannot fill Java records. The least that a mapping would cost. */
    private static Codec<Object> avro() {
        Schema schema = new Schema.Parser()
                .parse(
                        """
                {"type":"record","name":"Card","fields":[{"name":"id","type":"string"},{"name":"lastSeen","type":"long"},
                {"name":"count","type":"int"},{"name":"sum","type":"double"},{"name":"frozen","type":"boolean"},
                {"name":"recent","type":{"type":"array","items":{"type":"record","name":"Spend","fields":[
                {"name":"at","type":"long"},{"name":"cents","type":"long"},{"name":"terminal","type":"string"}]}}}]}""");
        Schema part = schema.getField("recent").schema().getElementType();
        var writer = new GenericDatumWriter<GenericRecord>(schema);
        var reader = new GenericDatumReader<GenericRecord>(schema);
        return new Of(
                value -> {
                    ByteArrayOutputStream out = new ByteArrayOutputStream(128);
                    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(out, null);
                    writer.write(toAvro((Card) value, schema, part), encoder);
                    encoder.flush();
                    return out.toByteArray();
                },
                bytes -> fromAvro(reader.read(null, DecoderFactory.get().binaryDecoder(bytes, null))));
    }

    private static GenericRecord toAvro(Card card, Schema schema, Schema part) {
        GenericRecord record = new GenericData.Record(schema);
        record.put(0, card.id());
        record.put(1, card.lastSeen());
        record.put(2, card.count());
        record.put(3, card.sum());
        record.put(4, card.frozen());
        List<GenericRecord> recent = new ArrayList<>();
        for (Spend spend : card.recent()) {
            GenericRecord each = new GenericData.Record(part);
            each.put(0, spend.at());
            each.put(1, spend.cents());
            each.put(2, spend.terminal());
            recent.add(each);
        }
        record.put(5, recent);
        return record;
    }

    private static Card fromAvro(GenericRecord record) {
        List<Spend> recent = new ArrayList<>();
        for (Object each : (List<?>) record.get(5)) {
            GenericRecord spend = (GenericRecord) each;
            recent.add(new Spend(
                    (Long) spend.get(0), (Long) spend.get(1), spend.get(2).toString()));
        }
        return new Card(
                record.get(0).toString(),
                (Long) record.get(1),
                (Integer) record.get(2),
                (Double) record.get(3),
                (Boolean) record.get(4),
                recent);
    }

    static Map<String, Integer> sizes() {
        Map<String, Integer> sizes = new java.util.TreeMap<>();
        for (String name : List.of("own", "smile", "cbor", "fory", "avro")) {
            sizes.put(name, of(name).encode(VALUE).length);
        }
        return sizes;
    }
}
