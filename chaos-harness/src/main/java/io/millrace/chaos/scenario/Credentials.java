package io.millrace.chaos.scenario;

import io.millrace.chaos.cluster.Certificates;
import io.millrace.chaos.cluster.Replica;
import io.millrace.chaos.cluster.Security;
import io.millrace.chaos.problem.Problem;
import io.millrace.chaos.trial.Plan;
import io.millrace.chaos.trial.Trial;
import io.millrace.chaos.trial.Trial.Mark;
import io.millrace.chaos.wire.Names;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Row 22: brokers that a replica must not believe, and a password that is not the right one any more. */
final class Credentials extends Scenario {
    private static final int FLOW = 400;
    private static final String NEW_PASSWORD = "canary-second-4712";
    private static final List<String> SECRETS = List.of(Security.PASSWORD, NEW_PASSWORD, Certificates.PASSWORD);

    Credentials() {
        super(new Row(
                22,
                "credentials",
                "TLS and SCRAM: a wrong CA; the password rotated while replicas run, old and new one at a start",
                "runs nothing and says why; goes on with the right ones; no secret in any log, nor in health",
                130));
    }

    @Override
    Plan plan() {
        return Plan.usual().withSecurity(Security.TLS);
    }

    @Override
    public void inject(Trial trial) {
        wrongCertificate(trial, trial.replica("b"));
        rotatedPassword(trial, List.of(trial.replica("a"), trial.replica("b")));
        nothingTold(trial);
    }

    private static void wrongCertificate(Trial trial, Replica replica) {
        trial.awaitShares(replica);
        trial.flow(FLOW);
        Set<Integer> tasks = Trial.tasks(replica);
        replica.end();
        Path wrong = Certificates.another(trial.folder()).certificate();
        trial.fault("brokers with the certificate of another CA", tasks, () -> replica.start(Security.trusting(wrong)));
        refused(trial, replica, code(345), "PKIX path");
        Mark right = trial.mark("restarted with the right CA", tasks, replica::start);
        trial.recovered(right, PATIENCE);
        trial.awaitShares(replica);
    }

    private static void rotatedPassword(Trial trial, List<Replica> both) {
        trial.flow(FLOW);
        trial.fault("password rotated", Trial.allTasks(), () -> get(Security.setPassword(trial.admin(), NEW_PASSWORD)));
        for (Replica replica : both) {
            trial.mustHappen(
                    replica.name() + " says that its password is refused", PATIENCE, () -> replica.said(code(334)));
            hides(trial, "health of " + replica.name(), replica.health());
        }
        Replica late = both.get(0);
        late.kill();
        trial.fault("start with the old password", Trial.tasks(late), late::start);
        refused(trial, late, code(334), "invalid credentials");
        both.stream().filter(Replica::isAlive).forEach(Replica::end);
        Mark known = trial.mark(
                "restarted with the new password",
                Trial.allTasks(),
                () -> both.forEach(replica -> replica.start(Security.login(NEW_PASSWORD))));
        trial.recovered(known, PATIENCE);
        trial.recovered(Names.ORDERED, known, PATIENCE);
        both.forEach(trial::awaitShares);
    }

    /** It says so, names the cause and runs nothing; then it is ended. */
    private static void refused(Trial trial, Replica replica, String code, String cause) {
        trial.mustHappen(replica.name() + " says that it is refused", PATIENCE, () -> replica.said(code));
        trial.expect(replica.said(cause), replica.name() + "'s log names the cause: " + cause);
        trial.expect(replica.tasks().isEmpty(), replica.name() + " runs nothing");
        hides(trial, "health of " + replica.name(), replica.health());
        replica.kill();
    }

    private static void nothingTold(Trial trial) {
        try (Stream<Path> logs = Files.walk(trial.folder().resolve("logs"))) {
            for (Path log : logs.filter(Files::isRegularFile).toList()) {
                hides(trial, log.toString(), Files.readString(log, StandardCharsets.ISO_8859_1));
            }
            for (int id = 1; id <= trial.brokers().count(); id++) {
                Path log = trial.brokers().log(id);
                hides(trial, log.toString(), Files.readString(log, StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            throw new Problem(Problem.Code.FILE, "cannot read the logs of " + trial.folder() + ": " + e, e);
        }
    }

    private static void hides(Trial trial, String where, String text) {
        for (String secret : SECRETS) {
            trial.expect(!text.contains(secret), where + " does not tell the secret " + secret);
        }
    }
}
