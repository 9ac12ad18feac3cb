package io.millrace.testkit.heap;

import io.millrace.testkit.heap.ClassReferences.Member;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A call in user code whose answer is another one each time.
 *
 * @param source what it asks
 * @param caller the class that has it
 * @param shown the called method, as in {@code Instant.now()}
 */
public record ImpureCall(Source source, Class<?> caller, String shown) {
    private static final String CONSTRUCTOR = "<init>";
    private static final Map<String, Set<String>> CLOCK = Map.of(
            "java/lang/System", Set.of("currentTimeMillis"),
            "java/util/Date", Set.of(CONSTRUCTOR),
            "java/util/Calendar", Set.of("getInstance"),
            "java/time/Clock", Set.of("systemUTC", "systemDefaultZone", "system", "tickMillis", "tickSeconds"));
    private static final Map<String, Set<String>> TIMER = Map.of("java/lang/System", Set.of("nanoTime"));
    private static final Map<String, Set<String>> CHANCE = Map.of(
            "java/lang/Math", Set.of("random"),
            "java/lang/System", Set.of("identityHashCode"),
            "java/util/Random", Set.of(CONSTRUCTOR),
            "java/util/SplittableRandom", Set.of(CONSTRUCTOR),
            "java/util/UUID", Set.of("randomUUID"),
            "java/util/random/RandomGenerator", Set.of("of", "getDefault"),
            "java/util/concurrent/ThreadLocalRandom", Set.of("current"),
            "java/security/SecureRandom", Set.of(CONSTRUCTOR));

    /** Where a value comes from that no replay brings again. */
    public enum Source {
        CLOCK,
        /** Tells how long something took; harmless where it only measures. */
        TIMER,
        CHANCE
    }

    static @Nullable ImpureCall of(Class<?> caller, Member member) {
        Source source = source(member);
        if (source == null) {
            return null;
        }
        String owner = member.owner().substring(member.owner().lastIndexOf('/') + 1);
        return new ImpureCall(
                source,
                caller,
                member.name().equals(CONSTRUCTOR) ? "new " + owner + "()" : owner + "." + member.name() + "()");
    }

    private static @Nullable Source source(Member member) {
        if (in(CLOCK, member) && !isGivenDate(member) || isNow(member)) {
            return Source.CLOCK;
        }
        if (in(TIMER, member)) {
            return Source.TIMER;
        }
        return in(CHANCE, member) ? Source.CHANCE : null;
    }

    private static boolean in(Map<String, Set<String>> calls, Member member) {
        return calls.getOrDefault(member.owner(), Set.of()).contains(member.name());
    }

    /** {@code new Date(ms)} knows its time. */
    private static boolean isGivenDate(Member member) {
        return member.owner().equals("java/util/Date") && !member.descriptor().startsWith("()");
    }

    /** {@code now()} of java.time; with a Clock it is the clock's answer, whatever that is. */
    private static boolean isNow(Member member) {
        return member.owner().startsWith("java/time/")
                && member.name().equals("now")
                && !member.descriptor().contains("Ljava/time/Clock;");
    }

    @Override
    public String toString() {
        return caller.getName() + " calls " + shown;
    }
}
