package io.millrace.testkit.check;

import java.util.List;

/** All that is promised, in one table. */
public final class Guarantees {
    /** In the order in which a reader wants to hear of them: what is wrong with the input itself comes first. */
    public static final List<Guarantee> ALL = List.of(
            new Guarantee(
                    "G0", "input", "what was acknowledged is in the input, once, in its writer's order", Input::check),
            new Guarantee(
                    "G1", "coverage", "outputs are those of the committed input, each as often as it", Coverage::check),
            new Guarantee("G2", "fold", "outputs are the fold of the input, in its order", Folding::check),
            new Guarantee("G3", "order", "n of a key grows by one; time order where it is asked for", KeyOrder::check),
            new Guarantee(
                    "G4",
                    "state",
                    "input, changelog, directories and answers have the same state",
                    StateAgreement::check),
            new Guarantee(
                    "G5", "atomicity", "outputs, changes and offsets of a transaction: all or none", Atomicity::check),
            new Guarantee(
                    "G6", "stable reads", "what was read stays; nothing that was aborted is read", StableReads::check),
            new Guarantee("G7", "quiescence", "all logs can be read to their end; nothing is open", Quiescence::check),
            new Guarantee(
                    "G8",
                    "recovery",
                    "a restored directory is the changelog's fold; only the tail is replayed",
                    Recovery::check),
            new Guarantee(
                    "G9", "windows", "each window is final once and right; on time + late = input", Windows::check),
            new Guarantee("G10", "liveness", "the lag is 0 in time after the last trouble", Liveness::check),
            new Guarantee("G11", "queries", "answers were committed and never go back", Queries::check),
            new Guarantee("G12", "poison", "handled + dead letters = input; each poison record once", Poison::check),
            new Guarantee("G13", "timers", "a timer that was set fires once, and not too early", Timers::check),
            new Guarantee(
                    "G14", "watermarks", "watermarks never go back and are not ahead of the input", Watermarks::check));

    private Guarantees() {}

    /** @throws IllegalArgumentException MR-0912 if there is none of that id */
    public static Guarantee of(String id) {
        return ALL.stream()
                .filter(guarantee -> guarantee.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("MR-0912 there is no guarantee '" + id + "': "
                        + ALL.get(0).id() + " to " + ALL.get(ALL.size() - 1).id()));
    }
}
