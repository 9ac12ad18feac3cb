package io.millrace.testkit.sim;

import io.millrace.port.GroupLog;
import io.millrace.port.Headers;
import io.millrace.port.InputLog;
import io.millrace.port.OutputLog;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** The simulated cluster, without trouble and without the rules that a working engine keeps. */
final class SimRig implements Rig {
    private static final String PREFIX = "app-scenario.";
    private final SimLoop loop = new SimLoop(1);
    private final SimCluster cluster =
            new SimCluster(loop, false).topic("in", 2).topic("out", 2).topic("changelog", 2);

    @Override
    public String idPrefix() {
        return PREFIX;
    }

    @Override
    public Client client(String name) {
        SimProcess process = new SimProcess(name, cluster, SimTrouble.NONE, () -> {});
        SimGroup group = cluster.group(PREFIX, List.of("in"));
        SimIdentity identity = new SimIdentity(null, PREFIX + name);
        SimInputLog input = new SimInputLog(process, group, identity);
        SimOutputLog output = new SimOutputLog(process, identity, input);
        SimGroupLog groupLog = new SimGroupLog(process, group, "changelog");
        return new Client() {
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
        cluster.produce(
                new Partition("in", partition), new OutputRecord("in", partition, bytes, bytes, 0, Headers.NONE), null);
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
    public void passMs(long ms) {
        loop.runMs(ms);
        cluster.tick();
    }

    @Override
    public long evictionMs() {
        return SimCluster.GROUP_TIMEOUTS.sessionMs() + 1_000;
    }
}
