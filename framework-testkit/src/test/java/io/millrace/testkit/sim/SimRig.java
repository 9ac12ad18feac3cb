package io.millrace.testkit.sim;

import io.millrace.port.GroupLog;
import io.millrace.port.Headers;
import io.millrace.port.InputLog;
import io.millrace.port.OutputLog;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.testkit.sim.SimTrouble.Kind;
import io.millrace.testkit.sim.SimTrouble.Trouble;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** The simulated cluster, without trouble of its own and without the rules that a working engine keeps. */
final class SimRig implements Rig {
    private static final String PREFIX = "app-scenario.";
    private static final int LOOKS_MAX = 600;
    private static final long LOOK_MS = 50;
    private static final long SILENCE_MS = SimCluster.GROUP_TIMEOUTS.sessionMs() + 1_000;

    private final SimLoop loop = new SimLoop(1);
    private final SimCluster cluster =
            new SimCluster(loop, false).topic("in", 2).topic("out", 2).topic("changelog", 2);
    private Trouble trouble = Trouble.NOTHING;

    @Override
    public String idPrefix() {
        return PREFIX;
    }

    @Override
    public Partition in(int number) {
        return new Partition("in", number);
    }

    @Override
    public Partition out() {
        return new Partition("out", 0);
    }

    @Override
    public Partition changelog(int task) {
        return new Partition("changelog", task);
    }

    @Override
    public Client dynamic(String name) {
        return client(name, new SimIdentity(null, PREFIX + name));
    }

    @Override
    public Client fixed(String name) {
        return client(name, new SimIdentity(name, PREFIX + name));
    }

    /** All have the same limits here: simulated time costs nothing. */
    @Override
    public Client soonTimedOut(String name) {
        return dynamic(name);
    }

    @Override
    public Client soonEvicted(String name) {
        return dynamic(name);
    }

    private Client client(String name, SimIdentity identity) {
        SimProcess process = new SimProcess(name, cluster, (who, call) -> trouble, () -> {});
        SimGroup group = cluster.group(PREFIX, List.of("in"));
        SimInputLog input = new SimInputLog(process, group, identity);
        SimOutputLog output = new SimOutputLog(process, identity, input);
        SimGroupLog groupLog = new SimGroupLog(process, group, "changelog");
        return new Client() {
            @Override
            public String id() {
                return identity.transactionalId();
            }

            @Override
            public InputLog input() {
                return input;
            }

            @Override
            public OutputLog output() {
                return output;
            }

            @Override
            public GroupLog group() {
                return groupLog;
            }

            @Override
            public void die() {
                process.kill();
            }
        };
    }

    @Override
    public void produce(int partition, String value) {
        byte[] bytes = value.getBytes(StandardCharsets.UTF_8);
        cluster.produce(in(partition), new OutputRecord("in", partition, null, bytes, 0, Headers.NONE), null);
    }

    @Override
    public List<String> readCommitted() {
        List<String> values = new ArrayList<>();
        for (SimLog log : cluster.logsOf("out")) {
            log.fetch(0, Integer.MAX_VALUE)
                    .records()
                    .forEach(record ->
                            values.add(new String(Objects.requireNonNull(record.value()), StandardCharsets.UTF_8)));
        }
        return values;
    }

    @Override
    public boolean await(BooleanSupplier holds) {
        for (int look = 0; look < LOOKS_MAX; look++) {
            if (holds.getAsBoolean()) {
                return true;
            }
            passMs(LOOK_MS);
        }
        return false;
    }

    @Override
    public void evictAll() {
        passMs(SILENCE_MS);
    }

    @Override
    public <T> T unanswered(Supplier<T> action) {
        trouble = Trouble.of(Kind.REPLY_LOST);
        try {
            return action.get();
        } finally {
            trouble = Trouble.NOTHING;
        }
    }

    @Override
    public void close() {}

    private void passMs(long ms) {
        loop.runMs(ms);
        cluster.tick();
    }
}
