package io.millrace.demo.run;

import io.millrace.demo.truth.Transaction;
import io.millrace.demo.wire.Messages;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * Brings a replica to a named crash point: arms it by a restart over existing state, and makes the {@link
 * CrashPoint.Trouble} that leads there if the restart did not. Meanwhile a {@link Valve} keeps input pending.
 */
final class Provoker {
    /** Enough state and backlog by then to make a restart worth something. */
    private static final double ARMED_SHARE = 0.25;

    private static final long LOOK_MILLIS = 20;
    private static final long PATIENCE_MILLIS = 60_000;
    /** Long enough for a peer to take over: the session, and a little. */
    private static final Duration BEYOND_SESSION = Duration.ofSeconds(ServiceLauncher.SESSION_SECONDS + 2L);
    /** Where a peer dies that is to leave a transaction open; not in the first, which may be next to empty. */
    private static final Kills.At IN_TRANSACTION = new Kills.At(CrashPoint.BEFORE_COMMIT, 3);

    private final Plan plan;
    private final Kills.At at;
    private final Killer killer;
    private final Progress progress;

    Provoker(Plan plan, Kills.At at, Killer killer, Progress progress) {
        this.plan = plan;
        this.at = at;
        this.killer = killer;
        this.progress = progress;
    }

    /** Returns when the point was reached, or will not be any more. */
    void provoke(Killer.Scene scene, Random random) throws InterruptedException {
        List<Replica> replicas = scene.replicas().all();
        int chosen = random.nextInt(replicas.size());
        Replica armed = replicas.get(chosen);
        Replica peer = replicas.get((chosen + 1) % replicas.size());
        try {
            List<Transaction> stream = plan.feed().stream();
            if (progress.awaitFeatures(stream.size() * ARMED_SHARE)) {
                killer.kill(armed, Optional.of(at));
                awaitReachedOr(() -> settled(scene.replicas(), armed));
                if (!killer.failpointReached()) {
                    make(at.point().trouble(), scene, armed, peer);
                    awaitReachedOr(() -> false);
                }
            }
        } finally {
            scene.valve().open();
        }
    }

    /** A replica that was slow to come back lost its tasks, and does nothing that a crash could hit before it has some. */
    private boolean settled(Replicas replicas, Replica armed) {
        return armed.worksForAll() && replicas.complete(plan.service().partitions());
    }

    private void make(CrashPoint.Trouble trouble, Killer.Scene scene, Replica armed, Replica peer)
            throws InterruptedException {
        switch (trouble) {
            case RESTART -> {}
            case ABSENCE -> {
                killer.kill(peer, Optional.of(IN_TRANSACTION));
                if (peer.awaitEnd(PATIENCE_MILLIS)) {
                    killer.buryForAWhile(peer, BEYOND_SESSION);
                }
            }
            case STANDSTILL -> {
                armed.signal("STOP");
                progress.awaitMillis(BEYOND_SESSION.toMillis());
                armed.signal("CONT");
            }
            case SIGNAL -> armed.signal("TERM");
            case BAD_RECORDS -> {
                List<ProducerRecord<byte[], byte[]>> bad = badRecords();
                scene.letters().expect(bad);
                scene.feeder().feedNow(bad);
            }
        }
    }

    private List<ProducerRecord<byte[], byte[]>> badRecords() {
        int partitions = plan.service().partitions();
        return IntStream.range(0, partitions)
                .mapToObj(partition -> Messages.unwritable(plan.feed().stream().get(0), partition, partitions))
                .toList();
    }

    private void awaitReachedOr(BooleanSupplier other) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (!killer.failpointReached() && !other.getAsBoolean() && System.nanoTime() < end) {
            if (!progress.awaitMillis(LOOK_MILLIS)) {
                return;
            }
        }
    }
}
