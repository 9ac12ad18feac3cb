package io.millrace.chaos.scenario;

import io.millrace.chaos.problem.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** All scenarios there are, in the order of the fault table. */
public final class Scenarios {
    public static final List<Scenario> ALL = List.of(new KillReplica());

    private Scenarios() {}

    /** @throws Problem MR-0930 if there is none of that name or number */
    public static Scenario of(String nameOrNumber) {
        return ALL.stream()
                .filter(scenario -> scenario.row().name().equals(nameOrNumber)
                        || Integer.toString(scenario.row().number()).equals(nameOrNumber))
                .findFirst()
                .orElseThrow(() -> new Problem(
                        Problem.Code.COMMAND,
                        "there is no fault '" + nameOrNumber + "': "
                                + ALL.stream()
                                        .map(scenario -> scenario.row().name())
                                        .collect(Collectors.joining(", "))));
    }
}
