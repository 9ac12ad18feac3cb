package io.millrace.demo.input;

import java.util.Arrays;
import java.util.Random;

/** Which of n terminals or cards are in wrong hands: each day some are drawn, for a number of days. */
final class Compromised {
    private final long[] until;
    private final int drawsPerDay;
    private final int days;

    Compromised(int size, int drawsPerDay, int days) {
        this.until = new long[size];
        this.drawsPerDay = drawsPerDay;
        this.days = days;
        Arrays.fill(until, Long.MIN_VALUE);
    }

    void draw(Random random, long day) {
        for (int i = 0; i < drawsPerDay; i++) {
            until[random.nextInt(until.length)] = day + days;
        }
    }

    boolean contains(int id, long day) {
        return day < until[id];
    }
}
