package io.millrace.state.bench;

import io.millrace.state.codec.Codec;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.concurrent.Callable;

/** The same loops as the JMH benchmarks, by the thread's CPU time: for machines that others use as well. */
public final class CpuTrial {
    private static final int WARM_UP = 300_000;
    private static final int MEASURED = 1_000_000;
    private static final int ROUNDS = 3;

    private static Object sink = "";

    private CpuTrial() {}

    /** Arguments: which codecs; the buffer is always measured. */
    public static void main(String[] args) throws Exception {
        for (String name : args) {
            Codec<Object> codec = Candidates.of(name);
            byte[] bytes = codec.encode(Candidates.VALUE);
            measure(name + " encode", () -> codec.encode(Candidates.VALUE));
            measure(name + " decode", () -> codec.decode(bytes));
        }
        for (String engine : List.of("memory", "rocks")) {
            BufferBench bench = buffer(engine);
            measure(engine + " read-modify-write with commits", bench::readModifyWriteWithCommits);
            measure(engine + " read", bench::read);
            bench.close();
        }
        System.out.println(sink.hashCode());
    }

    private static BufferBench buffer(String engine) throws IOException {
        BufferBench bench = new BufferBench();
        bench.engine = engine;
        bench.prepare();
        return bench;
    }

    private static void measure(String what, Callable<Object> once) throws Exception {
        run(once, WARM_UP);
        StringBuilder line = new StringBuilder(what).append(": CPU ns");
        com.sun.management.ThreadMXBean threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int round = 0; round < ROUNDS; round++) {
            long cpu = threads.getCurrentThreadCpuTime();
            long allocated =
                    threads.getThreadAllocatedBytes(Thread.currentThread().getId());
            run(once, MEASURED);
            line.append(' ').append((threads.getCurrentThreadCpuTime() - cpu) / MEASURED);
            allocated = threads.getThreadAllocatedBytes(Thread.currentThread().getId()) - allocated;
            if (round == ROUNDS - 1) {
                line.append(", bytes allocated ").append(allocated / MEASURED);
            }
        }
        System.out.println(line);
    }

    private static void run(Callable<Object> once, int times) throws Exception {
        for (int i = 0; i < times; i++) {
            sink = once.call();
        }
    }
}
