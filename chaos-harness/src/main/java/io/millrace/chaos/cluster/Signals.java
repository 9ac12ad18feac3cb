package io.millrace.chaos.cluster;

import io.millrace.chaos.problem.Problem;
import java.io.IOException;

/** Signals that Java cannot send by itself, to a process that we started. */
final class Signals {
    private Signals() {}

    static void send(String signal, long pid) {
        try {
            int status = new ProcessBuilder("kill", "-" + signal, Long.toString(pid))
                    .redirectErrorStream(true)
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new Problem(Problem.Code.PROCESS, "no process " + pid + " to send SIG" + signal + " to");
            }
        } catch (IOException e) {
            throw new Problem(Problem.Code.PROCESS, "cannot run kill: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
