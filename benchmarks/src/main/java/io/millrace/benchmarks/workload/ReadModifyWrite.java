package io.millrace.benchmarks.workload;

import java.nio.ByteBuffer;
import java.util.SplittableRandom;
import java.util.function.Consumer;

/**
 * W2: for each record, read 32 bytes of state of its key, change them, write them back; one output for ten records of a
 * key. The input is a function of these numbers alone.
 *
 * @param records how many
 * @param keys over how many keys they are spread, uniformly
 * @param valueBytes the size of a record's value: an amount of 8 bytes, the rest is filling that does not compress
 * @param seed another one gives another input
 */
public record ReadModifyWrite(long records, int keys, int valueBytes, long seed) implements Workload {

    public ReadModifyWrite {
        if (records < 1 || keys < 1 || valueBytes < Long.BYTES) {
            throw new IllegalArgumentException("records and keys must be at least 1 and value bytes at least 8, not "
                    + records + ", " + keys + ", " + valueBytes);
        }
    }

    @Override
    public void input(Consumer<Message> sink) {
        SplittableRandom random = new SplittableRandom(seed);
        for (long i = 0; i < records; i++) {
            byte[] key = key(random.nextInt(keys));
            byte[] value = new byte[valueBytes];
            random.nextBytes(value);
            sink.accept(Message.of(key, value));
        }
    }

    /** What an engine must have written, whatever its order across keys. */
    public Digest expected() {
        Counter[] states = new Counter[keys];
        Digest[] digest = {Digest.EMPTY};
        input(message -> {
            int number = (int) ByteBuffer.wrap(message.key()).getLong();
            Counter state = states[number];
            if (state == null) {
                state = new Counter();
                states[number] = state;
            }
            if (state.add(amount(message.value()))) {
                digest[0] = digest[0].plus(message.key(), state.encode());
            }
        });
        return digest[0];
    }

    /** The part of a value that the state is made of. */
    public static long amount(byte[] value) {
        return ByteBuffer.wrap(value).getLong();
    }

    private static byte[] key(long number) {
        return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
    }
}
