package io.millrace.micronaut;

import io.millrace.config.Configuration;
import io.millrace.config.Settings;
import io.millrace.engine.Beginning;
import io.millrace.engine.EngineSettings;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.kafka.KafkaLogs;
import io.millrace.model.InputModel;
import io.millrace.model.OutputModel;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A start that takes listeners back to before their first one, and runs nothing. It ends with a refusal, so that a setting
 * that somebody leaves in place can never do it twice unseen.
 */
final class ResetRun {
    private static final Logger LOG = LoggerFactory.getLogger(ResetRun.class);

    private final Service service;
    private final Configuration configuration;

    ResetRun(Service service) {
        this.service = service;
        this.configuration = service.configuration();
    }

    /**
     * @param named the listeners' names, with commas between
     * @param connect opens the way to the cluster for one of them
     * @throws FaultException always: MR-0251 when it is done, or why it was not
     */
    void run(String named, Function<Listener, KafkaLogs> connect) {
        Set<String> names = Arrays.stream(named.split(","))
                .map(String::trim)
                .filter(name -> !name.isEmpty())
                .collect(Collectors.toCollection(TreeSet::new));
        List<Listener> listeners = service.listeners().stream()
                .filter(listener -> names.contains(listener.name()))
                .toList();
        check(names, listeners);
        for (Listener listener : listeners) {
            try (KafkaLogs logs = connect.apply(listener)) {
                LOG.info("{} was reset; it begins at {}", listener.name(), logs.reset(starts(listener), Beginning::at));
            }
        }
        throw new FaultException(new Fault.Misconfigured(
                "MR-0251",
                "reset of " + names
                        + " is done: start again without millrace.reset. What they sent before they will send"
                        + " once more",
                null));
    }

    private void check(Set<String> names, List<Listener> listeners) {
        Set<String> known = new TreeSet<>();
        Map<String, String> writers = new HashMap<>();
        for (Listener listener : service.listeners()) {
            known.add(listener.name());
            listener.model().outputs().stream()
                    .filter(OutputModel::repartition)
                    .forEach(output -> writers.put(output.topic(), listener.name()));
        }
        for (String name : names) {
            if (!known.contains(name)) {
                configuration
                        .problems()
                        .add("MR-0252", "millrace.reset names '" + name + "'; the listeners are " + known);
            }
        }
        for (Listener listener : listeners) {
            for (InputModel input : rekeyed(listener)) {
                String writer = writers.get(input.name());
                if (writer != null && !names.contains(writer)) {
                    configuration
                            .problems()
                            .add(
                                    "MR-0252",
                                    "millrace.reset names '" + listener.name() + "', which reads @Repartition(\""
                                            + input.name() + "\"): what it has read is deleted there; reset '" + writer
                                            + "' with it, which sends it again");
                }
            }
        }
        configuration.problems().refuse("reset");
    }

    private static List<InputModel> rekeyed(Listener listener) {
        return listener.model().inputs().stream()
                .filter(InputModel::repartition)
                .toList();
    }

    /** Re-keyed inputs begin at their end: their writers are reset as well, and send everything again. */
    private Map<String, Long> starts(Listener listener) {
        Map<String, Long> starts = new HashMap<>();
        service.plan()
                .topics(listener)
                .inputs()
                .forEach(topic -> starts.put(topic, configuration.listener(listener.name(), Settings.START_AT)));
        service.plan().rekeyedInputs(listener).forEach(topic -> starts.put(topic, EngineSettings.LATEST));
        return starts;
    }
}
