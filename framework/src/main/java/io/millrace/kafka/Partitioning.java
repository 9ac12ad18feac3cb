package io.millrace.kafka;

import org.apache.kafka.common.utils.Utils;

/** Where Kafka's default partitioner puts a key. */
public final class Partitioning {
    private Partitioning() {}

    /**
     * The partition a record with that key lies in, unless another partitioner wrote it: then records of one key are not
     * where its state is.
     *
     * @param key never null: a record without key may lie anywhere
     */
    public static int expectedPartition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
