package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Row 1: a replica is killed, at random and at each named crash point, and is restarted in place or taken over. */
final class KillReplica extends Scenario {
    private static final long IN_PLACE_MS_MAX = 4_000;
    private static final int FLOW = 300;
    private static final int ROUND_SECONDS = 30;
    private static final int TIMES_MAX = 12;
    private static final int HALTED = 137;
    private static final String BETWEEN_APPENDS_AND_COMMIT = "AFTER_FLUSH";

    /** The points that a replica comes to by working, and those on the way there. */
    private static final List<String> POINTS = List.of(
            "BEFORE_FIRST_APPEND",
            "AFTER_SOME_APPENDS",
            BETWEEN_APPENDS_AND_COMMIT,
            "AFTER_SEND_OFFSETS",
            "BEFORE_COMMIT",
            "AFTER_COMMIT",
            "AFTER_DISK_BATCH",
            "ASSIGNED",
            "AFTER_STABLE_OFFSETS",
            "AFTER_RESTORE",
            "REREADING");

    /** Those are come to once, early in a life. */
    private static final List<String> ONCE = List.of("ASSIGNED", "AFTER_STABLE_OFFSETS", "AFTER_RESTORE", "REREADING");

    private final Course course;
    private final Plan plan;

    /**
     * How much of it is done.
     *
     * @param points at which it is killed, one after the other
     * @param roundsMax kills at random, restarted in place
     * @param takenOver whether one stays away at the end
     */
    record Course(List<String> points, int roundsMax, boolean takenOver) {}

    KillReplica() {
        this(new Course(POINTS, Integer.MAX_VALUE, true), Plan.usual());
    }

    KillReplica(Course course, Plan plan) {
        super(new Row(
                1,
                "kill",
                "kill -9 of a replica, at random and at each named crash point",
                "G0-G14; static, restarted in place: outputs 4 s after its start; taken over: session + 1 s; only the tail"
                        + " is replayed",
                210));
        this.course = course;
        this.plan = plan;
    }

    @Override
    Plan plan() {
        return plan;
    }

    @Override
    public boolean comparable() {
        return true;
    }

    @Override
    public void inject(Trial trial) {
        for (int round = 0; round < Math.min(course.roundsMax(), trial.rounds(ROUND_SECONDS)); round++) {
            inPlace(trial, trial.replica(trial.random().nextBoolean() ? "a" : "b"));
        }
        course.points().stream().filter(trial.program().haltsAt()).forEach(point -> atPoint(trial, point));
        if (course.takenOver()) {
            takenOver(trial, trial.replica("b"));
        }
    }

    /** It is back before its session is over. */
    private static void inPlace(Trial trial, Replica replica) {
        trial.flow(FLOW + trial.random().nextInt(FLOW));
        Mark killed = trial.kill(replica);
        Mark started = trial.mark("restarted in place", killed.tasks(), replica::start);
        trial.recovered(started, PATIENCE, IN_PLACE_MS_MAX);
        trial.awaitShares(replica);
    }

    /** It stays away until its session is over and the other one has all tasks. */
    private static void takenOver(Trial trial, Replica replica) {
        trial.awaitShares(replica);
        trial.flow(FLOW);
        Mark killed = trial.kill(replica);
        Mark over = new Mark("taken over", killed.tasks(), killed.nanos(), killed.uid());
        trial.recovered(over, PATIENCE, (trial.plan().sessionSeconds() + 1L) * SECOND_MS);
        replica.start();
        trial.awaitShares(replica);
    }

    private static void atPoint(Trial trial, String point) {
        trial.flow(FLOW);
        Replica replica = trial.replica("b");
        trial.kill(replica);
        int times = ONCE.contains(point) ? 1 : 1 + trial.random().nextInt(TIMES_MAX);
        String at = point + "@" + times;
        Mark armed = trial.fault(
                "halt at " + at.toLowerCase(Locale.ROOT),
                Trial.tasks(trial.replica("b")),
                () -> replica.start(Map.of("millrace.failpoint", at)));
        trial.await("replica b at " + at, PATIENCE, () -> replica.status().isPresent());
        trial.expect(replica.status().orElse(0) == HALTED, armed.what() + " ends with status " + HALTED);
        trial.died(replica);
        Mark started = trial.mark(restarted(point), Trial.allTasks(), replica::start);
        trial.recovered(started, PATIENCE);
        trial.awaitTasks(trial.replicas());
    }

    /** The one point that other programs have, too, is told apart. */
    private static String restarted(String point) {
        return point.equals(BETWEEN_APPENDS_AND_COMMIT)
                ? "restarted after a halt between appends and commit"
                : "restarted after a crash point";
    }
}
