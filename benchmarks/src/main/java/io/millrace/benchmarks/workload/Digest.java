package io.millrace.benchmarks.workload;

/**
 * A digest of a multiset of outputs: the same in any order, another one if an output is lost, doubled or changed. Sums of
 * 64-bit hashes; a chance match has a probability of about 2^-64 per run.
 *
 * @param outputs how many there are
 * @param sum the sum of their hashes, modulo 2^64
 */
public record Digest(long outputs, long sum) {

    public static final Digest EMPTY = new Digest(0, 0);

    public Digest plus(byte[] key, byte[] value) {
        return new Digest(outputs + 1, sum + hash(key, value));
    }

    public Digest plus(Digest other) {
        return new Digest(outputs + other.outputs, sum + other.sum);
    }

    private static long hash(byte[] key, byte[] value) {
        long hash = mix(key.length);
        for (byte b : key) {
            hash = mix(hash ^ b);
        }
        for (byte b : value) {
            hash = mix(hash ^ b);
        }
        return hash;
    }

    /** The finaliser of SplitMix64: a bijection, so no two single changes cancel out. */
    private static long mix(long x) {
        long z = x + 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
