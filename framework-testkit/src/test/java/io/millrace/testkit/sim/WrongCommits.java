package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Wrapped.offsets;
import static io.millrace.testkit.sim.Wrapped.onCallbacks;
import static io.millrace.testkit.sim.Wrapped.onInput;
import static io.millrace.testkit.sim.Wrapped.onOffsets;
import static io.millrace.testkit.sim.Wrapped.onOutput;
import static io.millrace.testkit.sim.Wrapped.partitions;

import io.millrace.engine.ListenerPlan;
import io.millrace.engine.OutputPlan;
import io.millrace.engine.Ports;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.port.Headers;
import io.millrace.port.MessageSerde;
import io.millrace.port.OutputRecord;
import io.millrace.port.Partition;
import io.millrace.testkit.sim.Wrapped.Call;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Engines that get a commit or a roll-back wrong, where that takes more than a line. */
final class WrongCommits {
    private WrongCommits() {}

    /** The commit is done when the disk has been written. */
    static Ports diskBatchBeforeCommit(Ports ports, SimCluster cluster) {
        Runnable[] late = {null};
        return onOutput(ports, (call, output) -> switch (call.name()) {
            case "commit" -> {
                late[0] = output::commit;
                yield null;
            }
            case "begin", "renew" -> {
                Runnable commit = late[0];
                late[0] = null;
                if (commit != null) {
                    commit.run();
                }
                yield call.proceed();
            }
            default -> call.proceed();
        });
    }

    static Ports changelogAfterTheOffsets(Ports ports, SimCluster cluster) {
        List<Call> held = new ArrayList<>();
        return onOutput(ports, (call, output) -> {
            if (call.is("appendChange")) {
                held.add(call);
                return null;
            }
            if (call.is("commit")) {
                held.forEach(Call::proceed);
            }
            if (call.is("commit") || call.is("abort")) {
                held.clear();
            }
            return call.proceed();
        });
    }

    /** "The transaction timed out" is answered by a new producer and another commit. */
    static Ports timedOutRetried(Ports ports, SimCluster cluster) {
        return onOutput(ports, (call, output) -> {
            try {
                return call.proceed();
            } catch (FaultException e) {
                if (!call.is("commit") || !(e.fault() instanceof Fault.OwnershipLost)) {
                    throw e;
                }
                output.renew();
                output.begin();
                output.commit();
                return null;
            }
        });
    }

    /** A transaction in which nothing was read needs no offsets, it thinks. */
    static Ports timersWithoutOffsets(Ports ports, SimCluster cluster) {
        Map<Partition, Long> before = new HashMap<>();
        return onOutput(ports, (call, output) -> {
            if (!call.is("sendOffsets")) {
                return call.proceed();
            }
            boolean read = false;
            for (Map.Entry<Partition, CommittedOffset> entry :
                    offsets(call.arguments()[0]).entrySet()) {
                Long last = before.put(entry.getKey(), entry.getValue().offset());
                read |= last == null || last != entry.getValue().offset();
            }
            return read ? call.proceed() : null;
        });
    }

    static Ports offsetsOfOneTask(Ports ports, SimCluster cluster) {
        return onOffsets(ports, offsets -> {
            Map<Partition, CommittedOffset> first = new HashMap<>();
            int task =
                    offsets.keySet().stream().mapToInt(Partition::number).min().orElse(0);
            offsets.forEach((partition, offset) -> {
                if (partition.number() == task) {
                    first.put(partition, offset);
                }
            });
            return first;
        });
    }

    static Ports noSeekAfterRollback(Ports ports, SimCluster cluster) {
        return seekingAgain(ports, partition -> false);
    }

    /** The first task alone goes back; the others go on where they are. */
    static Ports rollbackOfOneTask(Ports ports, SimCluster cluster) {
        return seekingAgain(ports, partition -> partition.number() == 0);
    }

    private interface Which {
        boolean seeks(Partition partition);
    }

    private static Ports seekingAgain(Ports ports, Which again) {
        Set<Partition> positioned = new HashSet<>();
        return onInput(
                ports,
                call -> {
                    if (call.is("seek")
                            && !positioned.add((Partition) call.arguments()[0])
                            && !again.seeks((Partition) call.arguments()[0])) {
                        return null;
                    }
                    return call.proceed();
                },
                callbacks -> onCallbacks(callbacks, call -> {
                    positioned.removeAll(partitions(call.arguments()[0]));
                    return call.proceed();
                }));
    }

    /** "A rebalance overtook the commit" is taken for the loss of everything. */
    static Ports retainedTasksDropped(Ports ports, SimCluster cluster) {
        Set<Partition> owned = new HashSet<>();
        boolean[] failed = {false};
        io.millrace.port.Rebalance[] engine = {null};
        Ports watched = onOutput(ports, (call, output) -> {
            try {
                return call.proceed();
            } catch (FaultException e) {
                failed[0] |= call.is("sendOffsets") && e.fault() instanceof Fault.OwnershipLost;
                throw e;
            }
        });
        return onInput(
                watched,
                call -> {
                    if (call.is("poll") && failed[0]) {
                        failed[0] = false;
                        engine[0].lost(new HashSet<>(owned));
                    }
                    return call.proceed();
                },
                callbacks -> {
                    engine[0] = callbacks;
                    return onCallbacks(callbacks, call -> {
                        if (call.is("assigned")) {
                            owned.addAll(partitions(call.arguments()[0]));
                        } else if (!call.is("announced")) {
                            owned.removeAll(partitions(call.arguments()[0]));
                        }
                        return call.proceed();
                    });
                });
    }

    /** What the broker refuses is tried again as it was, over and over, instead of by single steps. */
    static Ports singleStepsSkipped(Ports ports, SimCluster cluster) {
        return onOutput(ports, (call, output) -> {
            try {
                return call.proceed();
            } catch (FaultException e) {
                return e.fault() instanceof Fault.Poison
                        ? call.fail(new Fault.Transient("MR-0301", "mutant", false, null))
                        : call.fail(e.fault());
            }
        });
    }

    /** Remembers what was sent, and looks at it when the transaction is filled. */
    static final class SerialisedLater implements SimMutation {
        private final Map<byte[], Object> sent = new IdentityHashMap<>();

        @Override
        public ListenerPlan plan(ListenerPlan plan) {
            List<OutputPlan> outputs = new ArrayList<>();
            for (OutputPlan output : plan.outputs()) {
                outputs.add(new OutputPlan(
                        output.topic(),
                        output.repartition(),
                        output.partitions(),
                        output.keyed(),
                        output.key(),
                        new Late(output.value())));
            }
            return new ListenerPlan(
                    plan.binding(),
                    plan.model(),
                    plan.tasks(),
                    plan.changelog(),
                    plan.deadLetters(),
                    plan.idPrefix(),
                    plan.keys(),
                    plan.inputs(),
                    outputs,
                    plan.settings());
        }

        private final class Late implements MessageSerde {
            private final MessageSerde serde;

            Late(MessageSerde serde) {
                this.serde = serde;
            }

            @Override
            public byte[] write(String topic, Object value) {
                byte[] bytes = serde.write(topic, value);
                sent.put(bytes, value);
                return bytes;
            }

            @Override
            public Object read(String topic, byte[] bytes, Headers headers) {
                return serde.read(topic, bytes, headers);
            }
        }

        @Override
        public Ports apply(Ports ports, SimCluster cluster) {
            return onOutput(ports, (call, output) -> {
                if (call.is("append")) {
                    OutputRecord record = (OutputRecord) call.arguments()[0];
                    @Nullable Object value = record.value() == null ? null : sent.remove(record.value());
                    if (value != null) {
                        call.arguments()[0] = new OutputRecord(
                                record.topic(),
                                record.partition(),
                                record.key(),
                                value.toString().getBytes(StandardCharsets.UTF_8),
                                record.timestamp(),
                                record.headers());
                    }
                }
                return call.proceed();
            });
        }
    }
}
