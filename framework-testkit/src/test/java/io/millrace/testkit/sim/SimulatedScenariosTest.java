package io.millrace.testkit.sim;

/** The simulated cluster behaves as the real one does. */
class SimulatedScenariosTest implements TransactionScenarios, GroupScenarios, ClassicScenarios, ReadScenarios {
    @Override
    public Stage stage() {
        return new Stage(new SimRig());
    }
}
