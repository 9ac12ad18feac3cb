package io.millrace.testkit.sim;

import io.millrace.testkit.sim.SimTrouble.Kind;
import java.util.EnumSet;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * How bad a run is made.
 *
 * @param oneIn one in so many port calls goes wrong
 * @param kinds in which ways
 * @param ending how the trouble ends
 */
record Adversity(int oneIn, Set<Kind> kinds, Ending ending) {
    /** How the trouble of a run ends, and with it what is asked of the run. */
    enum Ending {
        /** All that is dead comes back: everything must be done, and right. */
        HEALED,
        /** Liveness: some replicas never come back, and the others must do everything all the same. */
        SOME_ARE_GONE,
        /** Safety: it does not end. What is committed when one looks must be right as far as it goes. */
        NEVER
    }

    private static final Set<Kind> ALL = EnumSet.complementOf(EnumSet.of(Kind.NOTHING));

    Adversity {
        kinds = Set.copyOf(kinds);
    }

    /** Everything goes wrong now and then, and all heals. */
    static Adversity of(int oneIn) {
        return new Adversity(oneIn, ALL, Ending.HEALED);
    }

    /**
     * Some kinds of trouble and not others: what always happens together hides what one of them does alone.
     *
     * <p>Groce, Zhang, Eide, Chen, Regehr: Swarm Testing, ISSTA 2012.
     */
    static Adversity swarm(SplittableRandom random) {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (Kind kind : Kind.values()) {
            if (kind != Kind.NOTHING && random.nextBoolean()) {
                kinds.add(kind);
            }
        }
        Ending[] endings = Ending.values();
        return new Adversity(40 + random.nextInt(400), kinds, endings[random.nextInt(endings.length)]);
    }
}
