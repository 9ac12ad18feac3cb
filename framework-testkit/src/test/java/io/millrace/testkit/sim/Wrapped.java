package io.millrace.testkit.sim;

import io.millrace.engine.Ports;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.port.CommittedOffset;
import io.millrace.port.GroupLog;
import io.millrace.port.InputLog;
import io.millrace.port.OutputLog;
import io.millrace.port.Partition;
import io.millrace.port.Rebalance;
import io.millrace.state.StoreEngine;
import io.millrace.state.TaskStore;
import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Ports with something between them and the engine. */
final class Wrapped {
    private Wrapped() {}

    /** A call on its way to a port. */
    record Call(Object target, Method method, Object[] arguments) {
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

    interface Advice {
        @Nullable
        Object around(Call call);
    }

    interface OutputAdvice {
        @Nullable
        Object around(Call call, OutputLog output);
    }

    interface FailureAdvice {
        @Nullable
        Object failed(Call call, Fault fault);
    }

    interface NoteEdit {
        CommittedOffset edit(Partition partition, CommittedOffset offset);
    }

    static <T> T around(Class<T> port, T target, Advice advice) {
        return port.cast(Proxy.newProxyInstance(
                port.getClassLoader(),
                new Class<?>[] {port},
                (proxy, method, arguments) ->
                        // It is made of calls that are all to be seen.
                        method.getName().equals("situation")
                                ? InvocationHandler.invokeDefault(proxy, method, arguments)
                                : advice.around(
                                        new Call(target, method, arguments == null ? new Object[0] : arguments))));
    }

    static Ports onOutput(Ports ports, OutputAdvice advice) {
        OutputLog output = around(OutputLog.class, ports.output(), call -> advice.around(call, ports.output()));
        return with(ports, ports.input(), output, ports.group(), ports.stores());
    }

    private static Ports with(Ports ports, InputLog input, OutputLog output, GroupLog group, StoreEngine stores) {
        return new Ports(
                input,
                output,
                group,
                stores,
                ports.handlers(),
                ports.background(),
                ports.clock(),
                ports.events(),
                ports.failpoints());
    }

    static Ports onCommit(Ports ports, FailureAdvice advice) {
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

    static Ports onOffsets(Ports ports, UnaryOperator<Map<Partition, CommittedOffset>> edit) {
        return onOutput(ports, (call, output) -> {
            if (call.is("sendOffsets")) {
                call.arguments()[0] = edit.apply(offsets(call.arguments()[0]));
            }
            return call.proceed();
        });
    }

    static Ports onNotes(Ports ports, NoteEdit edit) {
        return onOffsets(ports, offsets -> {
            Map<Partition, CommittedOffset> edited = new HashMap<>(offsets);
            edited.replaceAll(edit::edit);
            return edited;
        });
    }

    static CommittedOffset edited(CommittedOffset offset, Consumer<ByteBuffer> edit) {
        byte[] note = Base64.getDecoder().decode(offset.metadata());
        edit.accept(ByteBuffer.wrap(note));
        return new CommittedOffset(
                offset.offset(), Base64.getEncoder().withoutPadding().encodeToString(note));
    }

    static Ports onGroup(Ports ports, Advice advice) {
        GroupLog group = around(GroupLog.class, ports.group(), advice);
        return with(ports, ports.input(), ports.output(), group, ports.stores());
    }

    /** Calls of the stores of tasks. */
    static Ports onStores(Ports ports, Advice advice) {
        StoreEngine stores = around(StoreEngine.class, ports.stores(), call -> {
            Object result = call.proceed();
            return result instanceof TaskStore store ? around(TaskStore.class, store, advice) : result;
        });
        return with(ports, ports.input(), ports.output(), ports.group(), stores);
    }

    static Ports onInput(Ports ports, Advice advice, UnaryOperator<Rebalance> callbacks) {
        InputLog input = around(InputLog.class, ports.input(), call -> {
            if (call.is("join")) {
                call.arguments()[0] = callbacks.apply((Rebalance) call.arguments()[0]);
            }
            return advice.around(call);
        });
        return with(ports, input, ports.output(), ports.group(), ports.stores());
    }

    static Rebalance onCallbacks(Rebalance callbacks, Advice advice) {
        return around(Rebalance.class, callbacks, advice);
    }

    @SuppressWarnings("unchecked")
    static Map<Partition, CommittedOffset> offsets(Object map) {
        return (Map<Partition, CommittedOffset>) map;
    }

    @SuppressWarnings("unchecked")
    static Set<Partition> partitions(Object collection) {
        return new HashSet<>((Collection<Partition>) collection);
    }
}
