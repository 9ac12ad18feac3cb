package io.millrace.demo.input;

import java.util.Random;

/** Draws from a Poisson distribution with a small mean, by Knuth's product of uniforms. */
final class Poisson {
    private Poisson() {}

    static int draw(Random random, double mean) {
        double limit = Math.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
