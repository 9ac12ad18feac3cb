package io.millrace.state.bench;

import io.millrace.state.codec.Codec;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.fory.logging.LoggerFactory;

/** What each candidate does with damaged bytes: by seed 1, 20,000 mutations of one value; prints size and outcomes. */
public final class CodecHostility {
    private static final int MUTATIONS = 20_000;

    private CodecHostility() {}

    public static void main(String[] args) {
        LoggerFactory.disableLogging(); // Fory tells each class that it generates
        System.out.println("bytes " + Candidates.sizes());
        for (String name : List.of("own", "smile", "cbor", "fory", "avro")) {
            System.out.println(name + " " + outcomes(Candidates.of(name)));
        }
    }

    private static Map<String, Integer> outcomes(Codec<Object> codec) {
        byte[] good = codec.encode(Candidates.VALUE);
        Random random = new Random(1);
        Map<String, Integer> outcomes = new TreeMap<>();
        for (int i = 0; i < MUTATIONS; i++) {
            byte[] bytes = Arrays.copyOf(good, good.length);
            for (int change = random.nextInt(3); change >= 0; change--) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt();
            }
            String outcome;
            try {
                outcome = codec.decode(bytes) instanceof Candidates.Card ? "a card" : "another type";
            } catch (Throwable e) {
                Throwable shown = e instanceof java.io.UncheckedIOException ? e.getCause() : e;
                outcome = shown.getClass().getSimpleName();
            }
            outcomes.merge(outcome, 1, Integer::sum);
        }
        return outcomes;
    }
}
