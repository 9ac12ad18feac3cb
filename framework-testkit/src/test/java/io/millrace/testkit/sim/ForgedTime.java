package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Draft.with;

import io.millrace.testkit.check.Chain;
import io.millrace.testkit.check.Declared;
import io.millrace.testkit.check.Logged.DeadLetter;
import io.millrace.testkit.check.Logged.Fed;
import io.millrace.testkit.check.Logged.Late;
import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.TimerFired;
import io.millrace.testkit.check.Logged.WindowResult;
import io.millrace.testkit.check.Observed.Answered;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.check.Observed.Lag;
import io.millrace.testkit.check.Observed.TimerSet;
import io.millrace.testkit.sim.Forgery.Source;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What can be wrong with windows, liveness, queries, poison, timers and watermarks: G9 to G14. */
final class ForgedTime {
    private final List<Forgery> all = new ArrayList<>();

    static List<Forgery> all() {
        ForgedTime made = new ForgedTime();
        made.windows();
        made.late();
        made.liveness();
        made.queries();
        made.poison();
        made.timers();
        made.watermarks();
        return made.all;
    }

    private void add(String guarantee, String what, Source source, Forgery.Edit edit) {
        all.add(new Forgery(guarantee, what, source, edit));
    }

    private void add(String guarantee, String what, Forgery.Edit edit) {
        add(guarantee, what, Source.ORDERED, edit);
    }

    private void windows() {
        add("G9", "a window's result is lost", Source.WINDOWS, draft -> draft.drop(WindowResult.class, one -> true));
        add(
                "G9",
                "a window gives its result twice",
                Source.WINDOWS,
                draft -> draft.repeat(
                        WindowResult.class, one -> true, one -> with(one, "offset", one.offset() + 5_000)));
        add(
                "G9",
                "a record is missing in a window",
                Source.WINDOWS,
                draft -> draft.change(
                        WindowResult.class, one -> one.count() > 1, one -> with(one, "count", one.count() - 1)));
        add(
                "G9",
                "a window has the right number of the wrong records",
                Source.WINDOWS,
                draft -> draft.change(
                        WindowResult.class,
                        one -> true,
                        one -> with(one, "uids", one.uids() ^ Chain.of(1) ^ Chain.of(2))));
        add(
                "G9",
                "a window is shifted",
                Source.WINDOWS,
                draft -> draft.change(
                        WindowResult.class,
                        one -> true,
                        one -> with(with(one, "startMs", one.startMs() + 1), "endMs", one.endMs() + 1)));
        add("G9", "a window closes before the watermark has passed it", Source.WINDOWS, draft -> {
            WindowResult one = draft.any(WindowResult.class, each -> early(draft, each) != null);
            return one != null
                    && draft.replace(
                            one,
                            with(
                                    one,
                                    "tx",
                                    Objects.requireNonNull(early(draft, one)).tx()));
        });
        add("G9", "two sessions were not merged", Source.WINDOWS, draft -> {
            WindowResult one =
                    draft.any(WindowResult.class, each -> each.window().equals("session") && each.count() > 1);
            if (one == null) {
                return false;
            }
            WindowResult rest = with(with(one, "startMs", one.endMs() - 700), "offset", one.offset() + 5_000);
            draft.add(with(rest, "count", 1L));
            return draft.replace(one, with(one, "count", one.count() - 1));
        });
    }

    private static @Nullable Committed early(Draft draft, WindowResult result) {
        return draft.any(
                Committed.class,
                one -> one.listener().equals(result.listener())
                        && one.partition() == result.task()
                        && one.taskWatermark() < result.endMs());
    }

    private void late() {
        add("G9", "a late record is lost", Source.LATE, draft -> draft.drop(Late.class, one -> true));
        add(
                "G9",
                "something is late that nobody fed",
                Source.LATE,
                draft -> draft.change(Late.class, one -> true, one -> with(one, "uid", 9_999L)));
        add(
                "G9",
                "a late record is told twice",
                Source.LATE,
                draft -> draft.repeat(Late.class, one -> true, one -> with(one, "offset", one.offset() + 1)));
        add("G9", "a late record is in the window too", Source.LATE, draft -> {
            Late late = draft.any(Late.class, one -> true);
            return late != null
                    && draft.change(
                            WindowResult.class,
                            one -> one.window().equals(late.window())
                                    && one.key().equals(late.key())
                                    && one.startMs() == late.startMs(),
                            one -> with(
                                    with(one, "count", one.count() + 1), "uids", one.uids() ^ Chain.of(late.uid())));
        });
        add("G9", "a record that was in time is taken for late", Source.LATE, draft -> {
            Late late = draft.any(Late.class, one -> true);
            Committed before = late == null
                    ? null
                    : draft.any(
                            Committed.class,
                            one -> one.listener().equals(late.listener())
                                    && one.partition() == late.task()
                                    && one.taskWatermark() < late.endMs());
            return before != null && draft.replace(late, with(late, "tx", before.tx()));
        });
        add(
                "G9",
                "a record is late for a window that is not its own",
                Source.LATE,
                draft -> draft.change(
                        Late.class,
                        one -> true,
                        one -> with(with(one, "startMs", one.startMs() - 1_000), "endMs", one.endMs() - 1_000)));
    }

    private void liveness() {
        add("G10", "the lag is never 0", draft -> {
            draft.all(Lag.class, one -> one.listener().equals("tally"))
                    .forEach(one -> draft.replace(one, with(one, "records", one.records() + 1)));
            return true;
        });
        add("G10", "the lag is 0 too late", draft -> {
            draft.dropAll(Declared.Bound.class, one -> one.name().equals(Declared.LAG_ZERO_MS));
            return draft.add(new Declared.Bound(Declared.LAG_ZERO_MS, -1));
        });
        add("G10", "a lag comes back", draft -> draft.add(new Lag("tally", 7)));
        add("G10", "input is left unread", draft -> {
            Committed last = draft.last(Committed.class, one -> one.listener().equals("tally"));
            Fed fed = last == null ? null : draft.last(Fed.class, one -> one.partition() == last.partition());
            if (fed != null) {
                draft.dropAll(
                        Committed.class,
                        one -> one.listener().equals("tally")
                                && one.partition() == fed.partition()
                                && one.next() > fed.offset());
            }
            return fed != null;
        });
    }

    private void queries() {
        add(
                "G11",
                "an answer was never committed",
                draft -> draft.change(Answered.class, one -> true, one -> with(one, "n", one.n() + 1_000)));
        add(
                "G11",
                "an answer goes back",
                draft -> draft.repeat(Answered.class, one -> one.n() > 1, one -> with(one, "n", one.n() - 1)));
        add(
                "G11",
                "an asker sees a key without state again",
                draft -> draft.repeat(Answered.class, one -> one.n() > 0, one -> with(one, "n", 0L)));
    }

    private void poison() {
        add("G12", "a dead letter is lost", draft -> draft.drop(DeadLetter.class, one -> true));
        add(
                "G12",
                "a dead letter comes twice",
                draft -> draft.repeat(DeadLetter.class, one -> true, one -> ForgedOutputs.atEnd(draft, one)));
        add(
                "G12",
                "a dead letter names another input",
                draft -> draft.change(DeadLetter.class, one -> true, one -> with(one, "uid", one.uid() + 1)));
        add("G12", "a good record is given up", draft -> {
            Fed good = draft.any(Fed.class, one -> !one.poison());
            return good != null
                    && draft.repeat(
                            DeadLetter.class, one -> true, one -> letterOf(ForgedOutputs.atEnd(draft, one), good));
        });
        add("G12", "poison leads to an output", draft -> {
            Fed bad = draft.any(Fed.class, Fed::poison);
            return bad != null
                    && draft.repeat(
                            Output.class, ForgedOutputs::isFold, one -> sourced(ForgedOutputs.atEnd(draft, one), bad));
        });
        add("G12", "a record is neither handled nor given up", draft -> {
            Fed good = draft.any(Fed.class, one -> !one.poison());
            if (good != null) {
                draft.dropAll(
                        Output.class,
                        one -> one.uid() == good.uid() && one.listener().equals("tally"));
            }
            return good != null;
        });
    }

    private static DeadLetter letterOf(DeadLetter like, Fed fed) {
        DeadLetter named = with(like, "uid", fed.uid());
        return with(with(named, "inPartition", fed.partition()), "inOffset", fed.offset());
    }

    private static Output sourced(Output like, Fed fed) {
        Output named = with(like, "uid", fed.uid());
        return with(with(named, "inPartition", fed.partition()), "inOffset", fed.offset());
    }

    private void timers() {
        add("G13", "a timer is lost", draft -> draft.drop(TimerFired.class, one -> true));
        add(
                "G13",
                "a timer fires twice",
                draft -> draft.repeat(TimerFired.class, one -> true, one -> with(one, "offset", one.offset() + 5_000)));
        add(
                "G13",
                "a timer fires that nobody set",
                draft -> draft.change(TimerFired.class, one -> true, one -> with(one, "timer", one.timer() + 7)));
        add(
                "G13",
                "a timer fires for another time",
                draft -> draft.change(TimerFired.class, one -> true, one -> with(one, "dueMs", one.dueMs() + 1)));
        add("G13", "a timer fires too early", draft -> {
            TimerFired fired = draft.any(TimerFired.class, one -> before(draft, one) != null);
            return fired != null
                    && draft.replace(
                            fired,
                            with(
                                    fired,
                                    "tx",
                                    Objects.requireNonNull(before(draft, fired)).tx()));
        });
        add("G13", "a timer fires before it is set", draft -> {
            TimerFired fired = draft.any(TimerFired.class, one -> true);
            TimerSet set = fired == null
                    ? null
                    : draft.any(
                            TimerSet.class,
                            one -> one.key().equals(fired.key())
                                    && one.timer() == fired.timer()
                                    && one.dueMs() == fired.dueMs());
            return set != null && draft.replace(set, with(set, "offset", fired.offset() + 1));
        });
    }

    private static @Nullable Committed before(Draft draft, TimerFired fired) {
        return draft.any(
                Committed.class,
                one -> one.listener().equals(fired.listener())
                        && one.partition() == fired.task()
                        && one.taskWatermark() < fired.dueMs());
    }

    private void watermarks() {
        add("G14", "a partition's watermark goes back", draft -> back(draft, "watermark"));
        add("G14", "a task's watermark goes back", draft -> back(draft, "taskWatermark"));
        add("G14", "what was released goes back", draft -> back(draft, "released"));
        add(
                "G14",
                "a watermark is ahead of what was read",
                draft -> draft.change(
                        Committed.class,
                        one -> one.listener().equals("tally") && one.end() < 0,
                        one -> with(one, "watermark", Math.max(0, one.watermark()) + 4_000_000_000_000L)));
        add(
                "G14",
                "something is released that the watermark has not passed",
                draft -> draft.change(
                        Committed.class,
                        one -> one.listener().equals("ordered") && one.taskWatermark() < Long.MAX_VALUE,
                        one -> with(one, "released", one.taskWatermark() + 1)));
    }

    /** The partition's next commit knows less. */
    private static boolean back(Draft draft, String what) {
        return draft.repeat(
                Committed.class,
                one -> one.taskWatermark() > 0 && one.watermark() > 0 && one.released() > 0,
                one -> with(
                        one,
                        what,
                        what.equals("released")
                                ? one.released() - 1
                                : what.equals("watermark") ? one.watermark() - 1 : one.taskWatermark() - 1));
    }
}
