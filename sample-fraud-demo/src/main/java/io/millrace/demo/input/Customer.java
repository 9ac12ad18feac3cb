package io.millrace.demo.input;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** A card holder: how often and how much they pay, and the terminals within reach. */
record Customer(int id, double perDay, double meanCents, int[] terminals) {
    private static final double SIDE = 100;
    private static final double PER_DAY_MAX = 4;
    private static final double MEAN_CENTS_MIN = 5_00;
    private static final double MEAN_CENTS_MAX = 100_00;
    /** How many terminals are within reach on average; the radius follows from their density. */
    private static final double TERMINALS_IN_REACH = 40;

    static List<Customer> population(Random random, int customers, int terminals) {
        double[][] places = new double[terminals][];
        for (int i = 0; i < terminals; i++) {
            places[i] = place(random);
        }
        double radius = SIDE * Math.sqrt(TERMINALS_IN_REACH / (Math.PI * terminals));
        List<Customer> population = new ArrayList<>();
        while (population.size() < customers) {
            int[] reachable = within(radius, place(random), places);
            double perDay = PER_DAY_MAX * random.nextDouble();
            double meanCents = MEAN_CENTS_MIN + (MEAN_CENTS_MAX - MEAN_CENTS_MIN) * random.nextDouble();
            if (reachable.length > 0) {
                population.add(new Customer(population.size(), perDay, meanCents, reachable));
            }
        }
        return population;
    }

    long drawCents(Random random) {
        double cents = meanCents + meanCents / 2 * random.nextGaussian();
        return Math.round(cents < 0 ? 2 * meanCents * random.nextDouble() : cents);
    }

    int drawTerminal(Random random) {
        return terminals[random.nextInt(terminals.length)];
    }

    private static double[] place(Random random) {
        return new double[] {SIDE * random.nextDouble(), SIDE * random.nextDouble()};
    }

    private static int[] within(double radius, double[] centre, double[][] places) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < places.length; i++) {
            if (Math.hypot(places[i][0] - centre[0], places[i][1] - centre[1]) < radius) {
                found.add(i);
            }
        }
        return found.stream().mapToInt(Integer::intValue).toArray();
    }
}
