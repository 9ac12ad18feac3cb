package io.millrace.state.bench;

import io.millrace.state.codec.Codec;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One value to bytes, and back. */
@State(Scope.Thread)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 4, time = 1)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CodecBench {
    @Param({"own", "smile", "cbor", "fory", "avro"})
    public String candidate = "own";

    private Codec<Object> codec = Candidates.of("own");
    private byte[] bytes = {};

    @Setup
    public void prepare() {
        codec = Candidates.of(candidate);
        bytes = codec.encode(Candidates.VALUE);
    }

    @Benchmark
    public byte[] encode() {
        return codec.encode(Candidates.VALUE);
    }

    @Benchmark
    public Object decode() {
        return codec.decode(bytes);
    }
}
