package io.millrace.testkit.sim;

import static io.millrace.testkit.sim.Draft.with;

import io.millrace.testkit.check.Chain;
import io.millrace.testkit.check.Logged.DeadLetter;
import io.millrace.testkit.check.Logged.Fed;
import io.millrace.testkit.check.Logged.Output;
import io.millrace.testkit.check.Logged.TimerFired;
import io.millrace.testkit.check.Observed.Committed;
import io.millrace.testkit.sim.Forgery.Source;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** What can be wrong with inputs, outputs and their order: G0 to G3. */
final class ForgedOutputs {
    private final List<Forgery> all = new ArrayList<>();

    static List<Forgery> all() {
        ForgedOutputs made = new ForgedOutputs();
        made.input();
        made.coverage();
        made.folds();
        made.order();
        return made.all;
    }

    private void add(String guarantee, String what, Forgery.Edit edit) {
        all.add(new Forgery(guarantee, what, Source.ORDERED, edit));
    }

    private void input() {
        add("G0", "an acknowledged input is lost", draft -> draft.drop(Fed.class, fed -> true));
        add(
                "G0",
                "another record stands where one was acknowledged",
                draft -> draft.change(Fed.class, fed -> true, fed -> with(fed, "uid", fed.uid() + 1_000)));
        add(
                "G0",
                "two readers read different inputs at one place",
                draft -> draft.repeat(Fed.class, fed -> true, fed -> with(fed, "amount", fed.amount() + 1)));
        add(
                "G0",
                "two readers read different outputs at one place",
                draft -> draft.repeat(Output.class, one -> true, one -> with(one, "tx", one.tx() + "x")));
        add(
                "G0",
                "a key's input is out of its writer's order",
                draft -> draft.change(Fed.class, fed -> fed.seq() > 1, fed -> with(fed, "seq", 0L)));
    }

    private void coverage() {
        add("G1", "an output is lost", draft -> draft.drop(Output.class, ForgedOutputs::isFold));
        add("G1", "a copy to the second topic is lost", draft -> draft.drop(Output.class, ForgedOutputs::isCopy));
        add("G1", "an output of event-time order is lost", draft -> draft.drop(Output.class, ForgedOutputs::isLink));
        add(
                "G1",
                "an output comes twice",
                draft -> draft.repeat(Output.class, ForgedOutputs::isFold, one -> atEnd(draft, one)));
        add(
                "G1",
                "an output of event-time order comes twice",
                draft -> draft.repeat(Output.class, ForgedOutputs::isLink, one -> atEnd(draft, one)));
        add(
                "G1",
                "an output without an input",
                draft -> draft.repeat(
                        Output.class, ForgedOutputs::isFold, one -> with(atEnd(draft, one), "uid", 9_999L)));
        add("G1", "an offset is committed over an input that was not handled", draft -> {
            Committed last = draft.last(Committed.class, one -> one.listener().equals("tally"));
            Fed like = draft.any(Fed.class, fed -> !fed.poison());
            if (last == null || like == null) {
                return false;
            }
            draft.replace(last, with(with(last, "position", last.position() + 1), "next", last.next() + 1));
            Fed unseen = with(with(like, "uid", 9_999L), "offset", last.position());
            return draft.add(with(unseen, "partition", last.partition()));
        });
        add("G1", "the last committed offset is too low", draft -> {
            Output last = draft.last(Output.class, ForgedOutputs::isFold);
            return last != null && lower(draft, last.listener(), last.inPartition(), last.inOffset());
        });
        add("G1", "H and R are too low for what was released", draft -> {
            Output last = draft.last(Output.class, ForgedOutputs::isLink);
            return last != null && lower(draft, last.listener(), last.inPartition(), last.inOffset());
        });
        add(
                "G1",
                "a committed offset goes back",
                draft -> draft.repeat(
                        Committed.class, one -> one.position() > 0, one -> with(one, "position", one.position() - 1)));
    }

    /** Every commit of that partition ends at or below the offset. */
    private static boolean lower(Draft draft, String listener, int partition, long offset) {
        for (Committed one : draft.all(
                Committed.class,
                each -> each.listener().equals(listener) && each.partition() == partition && each.next() > offset)) {
            Committed lowered = with(with(one, "position", Math.min(offset, one.position())), "next", offset);
            draft.replace(one, lowered);
        }
        return true;
    }

    private void folds() {
        add(
                "G2",
                "a sum is wrong",
                draft -> draft.change(Output.class, ForgedOutputs::isFold, one -> with(one, "sum", one.sum() + 1)));
        add(
                "G2",
                "a chain is wrong",
                draft -> draft.change(Output.class, ForgedOutputs::isFold, one -> with(one, "chain", one.chain() ^ 1)));
        add(
                "G2",
                "a link does not follow",
                draft -> draft.change(Output.class, ForgedOutputs::isLink, one -> with(one, "chain", one.chain() ^ 1)));
        add(
                "G2",
                "a timer's link does not follow",
                draft -> draft.change(TimerFired.class, one -> true, one -> with(one, "chain", one.chain() ^ 1)));
        add(
                "G2",
                "an output names another input",
                draft -> draft.change(
                        Output.class, ForgedOutputs::isFold, one -> with(one, "inOffset", one.inOffset() + 500)));
        add(
                "G2",
                "an output was made on stale state",
                draft -> draft.change(Output.class, one -> isFold(one) && one.n() > 1, one -> stale(one)));
        add("G2", "state was lost, and all that follows is consistent", draft -> {
            Output one = draft.any(Output.class, each -> isFold(each) && each.n() > 1);
            if (one == null) {
                return false;
            }
            long sum = 0;
            long chain = 0;
            List<Output> rest =
                    draft.all(Output.class, each -> isFold(each) && sameKey(each, one) && each.n() >= one.n());
            for (Output each : rest) {
                Fed fed = draft.any(Fed.class, input -> input.uid() == each.uid());
                sum += fed == null ? 0 : fed.amount();
                chain = Chain.next(chain, each.uid(), each.inPartition(), each.inOffset());
                draft.replace(each, with(with(each, "sum", sum), "chain", chain));
            }
            return true;
        });
        add("G2", "outputs of two keys are out of the input's order", draft -> {
            List<Output> outputs = draft.all(Output.class, ForgedOutputs::isFold);
            for (int i = 1; i < outputs.size(); i++) {
                Output one = outputs.get(i - 1);
                Output next = outputs.get(i);
                if (one.partition() == next.partition() && !one.key().equals(next.key())) {
                    return swap(draft, one, next);
                }
            }
            return false;
        });
    }

    private static Output stale(Output one) {
        return with(with(one, "n", one.n() - 1), "chain", Chain.next(0, one.uid(), one.inPartition(), one.inOffset()));
    }

    private void order() {
        add(
                "G3",
                "n skips a number",
                draft -> draft.change(Output.class, ForgedOutputs::isFold, one -> with(one, "n", one.n() + 1)));
        add("G3", "two outputs of a key are swapped", draft -> {
            Output one = draft.any(Output.class, each -> isFold(each) && each.n() > 1);
            Output before = one == null
                    ? null
                    : draft.any(Output.class, each -> isFold(each) && sameKey(each, one) && each.n() == one.n() - 1);
            return one != null && before != null && swap(draft, before, one);
        });
        add(
                "G3",
                "a key has outputs in two partitions",
                draft -> draft.change(
                        Output.class,
                        one -> isFold(one) && one.n() > 1,
                        one -> with(one, "partition", one.partition() + 50)));
        add("G3", "a timer fires behind a later record", draft -> {
            List<TimerFired> timers = new ArrayList<>(draft.all(TimerFired.class, one -> true));
            timers.sort(Comparator.comparingLong(TimerFired::dueMs));
            for (TimerFired fired : timers) {
                Output next = draft.any(
                        Output.class, one -> isLink(one) && one.key().equals(fired.key()) && one.n() == fired.n() + 1);
                if (next != null) {
                    draft.replace(fired, with(with(fired, "offset", next.offset()), "n", next.n()));
                    return draft.replace(next, with(with(next, "offset", fired.offset()), "n", fired.n()));
                }
            }
            return false;
        });
        add("G3", "a record is handled before an earlier one", draft -> {
            Output one = draft.any(Output.class, each -> isLink(each) && hasNext(draft, each));
            Output next = one == null
                    ? null
                    : draft.any(Output.class, each -> isLink(each) && sameKey(each, one) && each.n() == one.n() + 1);
            if (one == null || next == null) {
                return false;
            }
            draft.replace(one, with(with(one, "offset", next.offset()), "n", next.n()));
            return draft.replace(next, with(with(next, "offset", one.offset()), "n", one.n()));
        });
    }

    private static boolean hasNext(Draft draft, Output one) {
        return !draft.all(Output.class, each -> isLink(each) && sameKey(each, one) && each.n() == one.n() + 1)
                .isEmpty();
    }

    private static boolean swap(Draft draft, Output one, Output other) {
        draft.replace(one, with(one, "offset", other.offset()));
        return draft.replace(other, with(other, "offset", one.offset()));
    }

    static boolean sameKey(Output one, Output other) {
        return one.key().equals(other.key()) && one.topic().equals(other.topic());
    }

    static boolean isFold(Output output) {
        return output.topic().equals("out");
    }

    static boolean isCopy(Output output) {
        return output.topic().equals("by-group");
    }

    static boolean isLink(Output output) {
        return output.topic().equals("ordered");
    }

    /** The same record once more, behind all others of its partition. */
    static Output atEnd(Draft draft, Output one) {
        long end = draft
                .all(Output.class, each -> each.topic().equals(one.topic()) && each.partition() == one.partition())
                .stream()
                .mapToLong(Output::offset)
                .max()
                .orElseThrow();
        return with(one, "offset", end + 1);
    }

    static DeadLetter atEnd(Draft draft, DeadLetter one) {
        return with(one, "offset", one.offset() + 1_000);
    }
}
