package io.millrace.testkit.sim;

import io.millrace.engine.Ports;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.model.Names;
import io.millrace.port.ChangelogReader;
import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog;
import io.millrace.port.InputLog;
import io.millrace.port.OutputLog;
import io.millrace.port.Partition;
import io.millrace.port.Rebalance;
import io.millrace.state.Checkpoint;
import io.millrace.state.StoreBatch;
import io.millrace.state.StoreEngine;
import io.millrace.state.TaskStore;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Engines that are wrong in one way each. Every one must be found out. */
enum Mutant {
    DISK_BATCH_BEFORE_COMMIT((ports, cluster) -> {
        Runnable[] late = {null};
        return Mutant.onOutput(ports, (call, output) -> switch (call.name()) {
            case "commit" -> late(late, output);
            case "begin", "renew" -> {
                settle(late);
                yield call.proceed();
            }
            default -> call.proceed();
        });
    }),
    OFFSETS_OUTSIDE_THE_TRANSACTION((ports, cluster) ->
            Mutant.onOutput(ports, (call, output) -> call.is("sendOffsets") ? null : call.proceed())),
    OFFSETS_OF_ONE_TASK_ONLY((ports, cluster) -> onOffsets(ports, Mutant::ofFirstTask)),
    METADATA_UNBOUNDED((ports, cluster) -> onNotes(
            ports,
            (partition, offset) ->
                    new CommittedOffset(offset.offset(), offset.metadata().repeat(20)))),
    FLUSH_SKIPPED(
            (ports, cluster) -> Mutant.onOutput(ports, (call, output) -> call.is("flush") ? null : call.proceed())),
    CHANGELOG_APPENDED_AFTER_THE_OFFSETS((ports, cluster) -> {
        List<Call> held = new ArrayList<>();
        return Mutant.onOutput(ports, (call, output) -> {
            if (call.is("appendChange")) {
                held.add(call);
                return null;
            }
            if (call.is("commit")) {
                for (Call change : held) {
                    change.proceed();
                }
            }
            if (call.is("commit") || call.is("abort")) {
                held.clear();
            }
            return call.proceed();
        });
    }),
    COMMIT_RETRIED_ON_THE_SAME_PRODUCER((ports, cluster) -> onCommit(
            ports, (call, fault) -> fault instanceof Fault.OutcomeUnknown ? call.proceed() : call.fail(fault))),
    UNKNOWN_TAKEN_FOR_COMMITTED((ports, cluster) ->
            onCommit(ports, (call, fault) -> fault instanceof Fault.OutcomeUnknown ? null : call.fail(fault))),
    UNKNOWN_TAKEN_FOR_ABORTED((ports, cluster) -> onCommit(
            ports,
            (call, fault) -> call.fail(
                    fault instanceof Fault.OutcomeUnknown
                            ? new Fault.Transient("MR-0301", "mutant", true, null)
                            : fault))),
    FENCED_TAKEN_FOR_COMMITTED((ports, cluster) ->
            onCommit(ports, (call, fault) -> fault instanceof Fault.OwnershipLost ? null : call.fail(fault))),
    NO_ABORT((ports, cluster) -> Mutant.onOutput(ports, (call, output) -> call.is("abort") ? null : call.proceed())),
    NO_SEEK_AFTER_ROLLBACK((ports, cluster) -> {
        Set<Partition> positioned = new HashSet<>();
        return Mutant.onInput(
                ports,
                call -> {
                    if (call.is("seek") && !positioned.add((Partition) call.arguments()[0])) {
                        return null;
                    }
                    return call.proceed();
                },
                callbacks -> onCallbacks(callbacks, call -> {
                    positioned.removeAll((Collection<?>) call.arguments()[0]);
                    return call.proceed();
                }));
    }),
    COMMIT_AFTER_LOST((ports, cluster) -> Mutant.onInput(
            ports,
            Call::proceed,
            callbacks -> onCallbacks(callbacks, call -> {
                if (call.is("lost")) {
                    callbacks.revoked(Mutant.partitions(call.arguments()[0]));
                    return null;
                }
                return call.proceed();
            }))),
    REBALANCE_NOT_WAITED_FOR((ports, cluster) -> Mutant.onInput(
            ports, call -> call.is("standing") ? InputLog.Standing.MEMBER : call.proceed(), UnaryOperator.identity())),
    REVOKED_UNHEARD((ports, cluster) -> Mutant.onInput(
            ports,
            Call::proceed,
            callbacks -> onCallbacks(callbacks, call -> call.is("revoked") ? null : call.proceed()))),
    LOST_UNHEARD((ports, cluster) -> Mutant.onInput(
            ports,
            Call::proceed,
            callbacks -> onCallbacks(callbacks, call -> call.is("lost") ? null : call.proceed()))),
    LIVE_WORKERS_FENCED(
            (ports, cluster) -> onGroup(ports, call -> call.is("liveTransactionalIds") ? Set.of() : call.proceed())),
    UNSTABLE_TAKEN_FOR_NONE((ports, cluster) -> onGroup(ports, call -> {
        if (!call.is("stableOffsets")) {
            return call.proceed();
        }
        Map<Partition, CommittedOffset> all = new HashMap<>();
        partitions(call.arguments()[0]).forEach(partition -> all.put(partition, CommittedOffset.NONE));
        all.putAll(offsets(call.proceed()));
        return all;
    })),
    OFFSETS_READ_UNSTABLE((ports, cluster) -> onGroup(ports, call -> {
        if (!call.is("stableOffsets")) {
            return call.proceed();
        }
        call.proceed();
        Map<Partition, CommittedOffset> all = new HashMap<>();
        partitions(call.arguments()[0]).forEach(partition -> all.put(partition, cluster.committed(partition)));
        return all;
    })),
    RESTORE_STOPS_EARLY((ports, cluster) -> onGroup(ports, call -> {
        Object result = call.proceed();
        return result instanceof ChangelogReader reader
                ? around(
                        ChangelogReader.class,
                        reader,
                        read -> read.is("position") ? Long.valueOf(Long.MAX_VALUE) : read.proceed())
                : result;
    })),
    CHECKPOINT_WITHOUT_ITS_BATCH((ports, cluster) -> onStores(ports, call -> {
        if (call.is("write")) {
            call.arguments()[0] = new StoreBatch();
        }
        return call.proceed();
    })),
    CHECKPOINT_TOO_FAR((ports, cluster) -> onStores(ports, call -> {
        if (call.is("write")) {
            Checkpoint at = (Checkpoint) call.arguments()[1];
            call.arguments()[1] =
                    new Checkpoint(at.clusterId(), at.changelogId(), at.task(), at.position() + 3, at.committedAtMs());
        }
        return call.proceed();
    })),
    HIGHEST_READ_FORGOTTEN((ports, cluster) ->
            onNotes(ports, (partition, offset) -> edited(offset, note -> note.putLong(9, offset.offset())))),
    RELEASED_FORGOTTEN((ports, cluster) ->
            onNotes(ports, (partition, offset) -> edited(offset, note -> note.putLong(41, Long.MIN_VALUE)))),
    STAMPS_FORGOTTEN_AT_RESTART((ports, cluster) -> onStores(ports, call -> {
        byte[] stamps =
                ByteBuffer.allocate(4).putInt(Names.storeId("millrace:inputs")).array();
        boolean asked = call.is("get")
                && ByteBuffer.wrap((byte[]) call.arguments()[0], 0, 4).equals(ByteBuffer.wrap(stamps));
        return asked ? null : call.proceed();
    }));

    private final SimMutation mutation;

    Mutant(SimMutation mutation) {
        this.mutation = mutation;
    }

    SimMutation mutation() {
        return mutation;
    }

    /** Where to look first: some are found by rare coincidences only, and a kill is a kill. */
    long firstSeed() {
        return switch (this) {
            case COMMIT_RETRIED_ON_THE_SAME_PRODUCER -> 16;
            case OFFSETS_READ_UNSTABLE -> 58;
            case STAMPS_FORGOTTEN_AT_RESTART -> 85;
            case UNKNOWN_TAKEN_FOR_ABORTED -> 92;
            default -> 1;
        };
    }

    /** A call on its way to a port. */
    private record Call(Object target, Method method, Object[] arguments) {
        String name() {
            return method.getName();
        }

        boolean is(String name) {
            return method.getName().equals(name);
        }

        @Nullable
        Object proceed() {
            try {
                return method.invoke(target, arguments);
            } catch (InvocationTargetException e) {
                throw sneaky(e.getCause());
            } catch (IllegalAccessException e) {
                throw new AssertionError(e);
            }
        }

        @Nullable
        Object fail(Fault fault) {
            throw new FaultException(fault);
        }

        @SuppressWarnings("unchecked")
        private static <X extends Throwable> RuntimeException sneaky(Throwable e) throws X {
            throw (X) e;
        }
    }

    private interface Advice {
        @Nullable
        Object around(Call call);
    }

    private interface OutputAdvice {
        @Nullable
        Object around(Call call, OutputLog output);
    }

    private interface FailureAdvice {
        @Nullable
        Object failed(Call call, Fault fault);
    }

    private interface NoteEdit {
        CommittedOffset edit(Partition partition, CommittedOffset offset);
    }

    private static <T> T around(Class<T> port, T target, Advice advice) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) ->
                        advice.around(new Call(target, method, arguments == null ? new Object[0] : arguments))));
    }

    private static Ports onOutput(Ports ports, OutputAdvice advice) {
        OutputLog output = around(OutputLog.class, ports.output(), call -> advice.around(call, ports.output()));
        return new Ports(
                ports.input(),
                output,
                ports.group(),
                ports.stores(),
                ports.handlers(),
                ports.background(),
                ports.clock(),
                ports.events(),
                ports.failpoints());
    }

    private static Ports onCommit(Ports ports, FailureAdvice advice) {
        return onOutput(ports, (call, output) -> {
            if (!call.is("commit")) {
                return call.proceed();
            }
            try {
                return call.proceed();
            } catch (FaultException e) {
                return advice.failed(call, e.fault());
            }
        });
    }

    private static Ports onOffsets(Ports ports, UnaryOperator<Map<Partition, CommittedOffset>> edit) {
        return onOutput(ports, (call, output) -> {
            if (call.is("sendOffsets")) {
                call.arguments()[0] = edit.apply(offsets(call.arguments()[0]));
            }
            return call.proceed();
        });
    }

    private static Ports onNotes(Ports ports, NoteEdit edit) {
        return onOffsets(ports, offsets -> {
            Map<Partition, CommittedOffset> edited = new HashMap<>(offsets);
            edited.replaceAll(edit::edit);
            return edited;
        });
    }

    private static CommittedOffset edited(CommittedOffset offset, Consumer<ByteBuffer> edit) {
        byte[] note = Base64.getDecoder().decode(offset.metadata());
        edit.accept(ByteBuffer.wrap(note));
        return new CommittedOffset(
                offset.offset(), Base64.getEncoder().withoutPadding().encodeToString(note));
    }

    private static Ports onGroup(Ports ports, Advice advice) {
        GroupLog group = around(GroupLog.class, ports.group(), advice);
        return new Ports(
                ports.input(),
                ports.output(),
                group,
                ports.stores(),
                ports.handlers(),
                ports.background(),
                ports.clock(),
                ports.events(),
                ports.failpoints());
    }

    private static Ports onStores(Ports ports, Advice advice) {
        StoreEngine stores = around(StoreEngine.class, ports.stores(), call -> {
            Object result = call.proceed();
            return result instanceof TaskStore store ? around(TaskStore.class, store, advice) : result;
        });
        return new Ports(
                ports.input(),
                ports.output(),
                ports.group(),
                stores,
                ports.handlers(),
                ports.background(),
                ports.clock(),
                ports.events(),
                ports.failpoints());
    }

    private static Ports onInput(Ports ports, Advice advice, UnaryOperator<Rebalance> callbacks) {
        InputLog input = around(InputLog.class, ports.input(), call -> {
            if (call.is("join")) {
                call.arguments()[0] = callbacks.apply((Rebalance) call.arguments()[0]);
            }
            return advice.around(call);
        });
        return new Ports(
                input,
                ports.output(),
                ports.group(),
                ports.stores(),
                ports.handlers(),
                ports.background(),
                ports.clock(),
                ports.events(),
                ports.failpoints());
    }

    private static Rebalance onCallbacks(Rebalance callbacks, Advice advice) {
        return around(Rebalance.class, callbacks, advice);
    }

    private static @Nullable Object late(@Nullable Runnable[] late, OutputLog output) {
        late[0] = output::commit;
        return null;
    }

    private static void settle(@Nullable Runnable[] late) {
        Runnable commit = late[0];
        late[0] = null;
        if (commit != null) {
            commit.run();
        }
    }

    private static Map<Partition, CommittedOffset> ofFirstTask(Map<Partition, CommittedOffset> offsets) {
        Map<Partition, CommittedOffset> first = new HashMap<>();
        int task = offsets.keySet().stream().mapToInt(Partition::number).min().orElse(0);
        offsets.forEach((partition, offset) -> {
            if (partition.number() == task) {
                first.put(partition, offset);
            }
        });
        return first;
    }

    @SuppressWarnings("unchecked")
    private static Map<Partition, CommittedOffset> offsets(Object map) {
        return (Map<Partition, CommittedOffset>) map;
    }

    @SuppressWarnings("unchecked")
    private static Set<Partition> partitions(Object collection) {
        return new HashSet<>((Collection<Partition>) collection);
    }
}
