package io.millrace.testkit.sim;

import io.millrace.port.Background;

/** Takes the steps of long work in between everything else. */
final class SimBackground implements Background {
    private static final long LATER_MS = 20;
    private final SimProcess process;

    SimBackground(SimProcess process) {
        this.process = process;
    }

    @Override
    public void start(Work work) {
        process.loop().afterMicros(1 + process.loop().random().nextInt(2_000), () -> step(work));
    }

    private void step(Work work) {
        if (!process.alive()) {
            return;
        }
        if (process.halted()) {
            process.loop().afterMs(LATER_MS, () -> step(work));
            return;
        }
        try {
            switch (work.step()) {
                case AGAIN -> start(work);
                case LATER -> process.loop().afterMs(LATER_MS, () -> step(work));
                case DONE -> {}
            }
        } catch (SimCrash crash) {
            // The process is gone, and with it this work.
        }
    }
}
