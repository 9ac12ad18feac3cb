package io.millrace.testkit.sim;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulated cluster behaves as the real one was measured to behave. */
class ScenarioTest {
    @ParameterizedTest
    @EnumSource
    void holdsOnTheSimulatedCluster(Scenario scenario) {
        scenario.run(new SimRig());
    }
}
