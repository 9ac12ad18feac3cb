package io.millrace.testkit;

import io.millrace.testkit.heap.Heap;
import io.millrace.testkit.heap.ImpureCall;
import io.millrace.testkit.heap.UserCode;
import java.util.List;
import java.util.stream.Collectors;

/** What is probably behind a difference, as far as it can be told. */
final class Causes {
    private static final int NAMED_MAX = 5;

    private final UserCode code;
    private final Heap heap;

    Causes(UserCode code, Heap heap) {
        this.code = code;
        this.heap = heap;
    }

    /** Two runs without any trouble differ. */
    String undisturbed() {
        List<ImpureCall> calls = code.impureCalls();
        if (!calls.isEmpty()) {
            return "probably " + sources(calls) + ", another one each time: " + named(calls)
                    + ". Take the time from the record (RecordInfo, @EventTime), a number from its content";
        }
        List<String> opaque = heap.opaque();
        return "something that is another one each time, though no process died: the clock or chance in a library, the order"
                + " of a hash table, something outside of the process"
                + (opaque.isEmpty() ? "" : ", or what is kept in " + named(opaque));
    }

    private static String sources(List<ImpureCall> calls) {
        boolean chance = calls.stream().anyMatch(call -> call.source() == ImpureCall.Source.CHANCE);
        boolean clock = calls.stream().anyMatch(call -> call.source() != ImpureCall.Source.CHANCE);
        return chance && clock ? "the clock or a random value" : chance ? "a random value" : "the clock";
    }

    private static String named(List<?> all) {
        return all.stream().map(Object::toString).distinct().limit(NAMED_MAX).collect(Collectors.joining("; "));
    }

    /** What changes in memory: it makes the difference when it is put back, or when it is not. */
    String memory(List<String> changes, boolean lost) {
        return "what is kept in memory outside the handles: " + named(changes) + ". "
                + (lost
                        ? "It is lost with the process, while the state of the handles is restored"
                        : "It is not taken back when a record is handled again, as the state of the handles is")
                + ": keep it in a state handle";
    }

    /** Nothing was found that changes. */
    String unknown(boolean processEnds) {
        String again = "a side effect that is not taken back when a record is handled again";
        return processEnds
                ? "a state type that is read as another value than was set (a constructor that changes what it is given),"
                        + " something that a process keeps in memory and loses, or " + again
                        + "; nothing was found in static fields and beans"
                : again;
    }
}
