package io.millrace.testkit.sim;

import io.millrace.port.Headers;
import io.millrace.port.Headers.Header;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.testkit.sim.Adversity.Ending;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * One run of the whole engine over a simulated cluster: feeds messages, lets things go wrong, stops that, waits until all
 * is done, and checks what was promised. All of it follows from the seed.
 */
final class SimRun {
    private static final int FEED_MS = 11_000;
    private static final int TROUBLE_MS = 16_000;
    private static final long SETTLE_MS_MAX = 240_000;
    private static final long LOOK_MS = 100;
    private static final long QUIET_MS = 1_000;

    private final long seed;
    private final SimOptions options;
    private final SimLoop loop;
    private final long baseMs;
    private final SimCluster cluster;
    private final RandomTrouble trouble;
    private final SimWorld world;

    /**
     * What a run was.
     *
     * @param hash over every line of the trace
     * @param steps lines of the trace
     * @param spilled how often records that waited went to disk
     * @param repeated outputs that came again, which only at-least-once allows
     */
    record Report(long hash, long steps, int deaths, int spilled, int repeated) {}

    SimRun(long seed, SimOptions options) {
        this.seed = seed;
        this.options = options;
        this.loop = new SimLoop(seed);
        this.cluster = new SimCluster(loop, true);
        this.baseMs = loop.clock().wallMs();
        this.trouble = new RandomTrouble(loop.random().split(), options.adversity());
        cluster.topic("in", options.partitions())
                .topic("out", options.partitions())
                .topic("by-group", options.groups())
                .topic("ordered", options.groups())
                .topic("windowed", options.groups());
        SimBinding second = options.windows() ? new WindowListener() : new OrderedListener();
        this.world = new SimWorld(loop, cluster, trouble, options, List.of(new TallyListener(), second));
    }

    /**
     * @throws SimViolation if a promise was not kept; its message tells how to run it again
     */
    Report run() {
        try {
            for (SimReplica replica : world.replicas()) {
                loop.afterMs(loop.random().nextInt(1_000), replica::start);
            }
            feed();
            end();
            disturb();
            loop.runMs(TROUBLE_MS);
            boolean ends = options.adversity().ending() != Ending.NEVER;
            if (ends) {
                trouble.quiet();
                if (options.adversity().ending() == Ending.SOME_ARE_GONE) {
                    world.loseForGood(loop.random().nextInt(world.replicas().size()));
                }
                settle();
            } else {
                loop.runMs(TROUBLE_MS);
            }
            SimCheck check = new SimCheck(cluster, world, !options.settings().exactlyOnce(), ends);
            check.check();
            return new Report(
                    loop.trace().hash(), loop.trace().count(), world.deaths(), world.spilled(), check.repeated());
        } catch (SimViolation | RuntimeException e) {
            SimViolation told = new SimViolation("seed " + seed + " " + options + ": " + e.getMessage()
                    + "\nreplay: mvn -pl framework-testkit -am test -Dtest=" + options.test()
                    + " -Dsurefire.failIfNoSpecifiedTests=false -Dmillrace.seed=" + seed
                    + "\n" + loop.trace().tail());
            told.initCause(e);
            throw told;
        }
    }

    private void feed() {
        for (int i = 0; i < options.messages(); i++) {
            long uid = i;
            long atMs = loop.random().nextInt(FEED_MS);
            loop.afterMs(atMs, () -> send(uid, atMs));
        }
    }

    private void send(long uid, long atMs) {
        byte[] key = ("k" + loop.random().nextInt(8)).getBytes(StandardCharsets.UTF_8);
        // As late as the declared disorder allows, and no later.
        long time = baseMs + atMs - loop.random().nextInt((int) TallyListener.DISORDER_MS + 1);
        Message message = new Message(
                uid, new String(key, StandardCharsets.UTF_8), loop.random().nextInt(100), time);
        OutputRecord record = new OutputRecord("in", OutputRecord.BY_KEY, key, message.bytes(), time, Headers.NONE);
        Partition partition = cluster.place(record);
        if (!loop.chance(6)) {
            cluster.produce(partition, record, null);
            return;
        }
        // A producer with transactions of its own, which hold back what comes behind them, and which may be aborted.
        String producer = "foreign-" + uid;
        int epoch = cluster.transactions().init(producer);
        cluster.produce(partition, record, cluster.transactions().ongoing(producer, epoch));
        boolean commit = loop.random().nextBoolean();
        loop.afterMs(loop.random().nextInt(3_000), () -> cluster.transactions().end(producer, epoch, commit));
    }

    /** What happens to a service apart from single calls that go wrong. */
    private void disturb() {
        for (int i = loop.random().nextInt(6); i > 0; i--) {
            SimReplica replica =
                    world.replicas().get(loop.random().nextInt(world.replicas().size()));
            loop.afterMs(loop.random().nextInt(TROUBLE_MS), () -> {
                if (replica.isUp()) {
                    loop.trace().add("world", "stop asked");
                    replica.stop(loop.random().nextBoolean());
                }
            });
        }
        SimReplica rotten =
                world.replicas().get(loop.random().nextInt(world.replicas().size()));
        loop.afterMs(
                loop.random().nextInt(TROUBLE_MS), () -> rotten.disks().values().forEach(SimDisk::damage));
        // They end before the rest does, at times long before: each makes good what the one before it left undone.
        int rebalancesMs = 1 + loop.random().nextInt(TROUBLE_MS);
        for (int i = loop.random().nextInt(16); i > 0; i--) {
            loop.afterMs(loop.random().nextInt(rebalancesMs), () -> {
                for (SimListener listener : world.listeners()) {
                    cluster.group(listener.plan().idPrefix(), listener.topics()).prepare();
                    cluster.logsOf(listener.plan().changelog()).forEach(SimLog::compact);
                }
            });
        }
    }

    /** Ends the input, partition by partition, so that time reaches its end and every timer fires. */
    private void end() {
        Headers mark = Headers.of(List.of(new Header("millrace.end", "in".getBytes(StandardCharsets.UTF_8))));
        for (int i = 0; i < options.partitions(); i++) {
            Partition partition = new Partition("in", i);
            OutputRecord record = new OutputRecord("in", i, null, null, 0, mark);
            loop.afterMs(
                    FEED_MS + loop.random().nextInt(TROUBLE_MS - FEED_MS),
                    () -> cluster.produce(partition, record, null));
        }
    }

    private void settle() {
        long quietMs = 0;
        long sizeBefore = 0;
        for (long waited = 0; waited < SETTLE_MS_MAX; waited += LOOK_MS) {
            loop.runMs(LOOK_MS);
            cluster.tick();
            long size = cluster.logs().stream().mapToLong(SimLog::end).sum();
            // What is due at the end of time is fired in slices, behind the last offset.
            quietMs = size == sizeBefore && isDone() ? quietMs + LOOK_MS : 0;
            sizeBefore = size;
            if (quietMs >= QUIET_MS) {
                return;
            }
        }
        throw loop.violated("G10: not done " + SETTLE_MS_MAX / 1000 + " s after the last trouble");
    }

    private boolean isDone() {
        if (!cluster.transactions().allOpen().isEmpty()) {
            return false;
        }
        for (SimListener listener : world.listeners()) {
            Set<Integer> running = new TreeSet<>();
            world.replicas().forEach(replica -> running.addAll(replica.running(listener.name())));
            if (running.size() < listener.plan().tasks()) {
                return false;
            }
        }
        for (String topic : List.of("in", "by-group")) {
            for (SimLog log : cluster.logsOf(topic)) {
                long offset = Math.max(0, cluster.committed(log.partition()).offset());
                if (log.stableEnd() < log.end()
                        || !log.fetch(offset, 1).records().isEmpty()) {
                    return false;
                }
            }
        }
        return true;
    }
}
