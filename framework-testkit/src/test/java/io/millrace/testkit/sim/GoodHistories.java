package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Draft.with;

import io.millrace.testkit.check.Chain;
import io.millrace.testkit.check.History;
import io.millrace.testkit.check.Logged.Fed;
import io.millrace.testkit.check.Logged.Late;
import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.WindowResult;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.Observed.LogEnd;
import io.millrace.testkit.sim.Forgery.Source;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/** Histories of simulated runs, made once each. */
final class GoodHistories {
    private final Map<String, History> made = new HashMap<>();

    History of(Source source, long seed) {
        String name = source + " " + seed;
        History history = made.get(name);
        if (history == null) {
            history = source == Source.LATE ? withLateRecord(of(Source.WINDOWS, seed), seed) : run(source, seed);
            made.put(name, history);
        }
        return history;
    }

    private static History run(Source source, long seed) {
        HistoryRecorder recorder = new HistoryRecorder();
        SimOptions options = SimOptions.of(seed);
        new SimRun(seed, (source == Source.ORDERED ? options : options.withWindows()).mutated(recorder)).run();
        return recorder.history();
    }

    /** In the simulation nothing is late; here one record missed one window, and this is how that looks. */
    private static History withLateRecord(History history, long seed) {
        Draft draft = new Draft(history, seed);
        WindowResult whole = draft.any(WindowResult.class, one -> one.window().equals("tumbling") && one.count() > 1);
        if (whole == null) {
            return history;
        }
        Output missing = Objects.requireNonNull(draft.any(
                Output.class,
                one -> ForgedOutputs.isCopy(one)
                        && one.key().equals(whole.key())
                        && one.timeMs() >= whole.startMs()
                        && one.timeMs() < whole.endMs()));
        Fed fed = Objects.requireNonNull(draft.any(Fed.class, one -> one.uid() == missing.uid()));
        Committed last = Objects.requireNonNull(draft.last(
                Committed.class, one -> one.listener().equals(WindowListener.NAME) && one.partition() == whole.task()));
        WindowResult without = with(with(whole, "count", whole.count() - 1), "amount", whole.amount() - fed.amount());
        draft.replace(whole, with(without, "uids", whole.uids() ^ Chain.of(fed.uid())));
        draft.add(new LogEnd("late", 0, 10, 10));
        draft.add(new Late(
                WindowListener.NAME,
                "late",
                0,
                0,
                last.tx(),
                whole.task(),
                whole.window(),
                fed.uid(),
                whole.key(),
                whole.startMs(),
                whole.endMs()));
        return draft.history();
    }
}
