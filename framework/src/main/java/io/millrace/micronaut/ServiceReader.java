package io.millrace.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.millrace.config.Configuration;
import io.millrace.config.Overrides;
import io.millrace.config.Problems;
import io.millrace.config.Settings;
import io.millrace.config.Settings.MembershipMode;
import io.millrace.config.UnknownProperties;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.kafka.ListenerNames;
import io.millrace.kafka.Membership;
import io.millrace.model.Finding;
import io.millrace.model.InputModel;
import io.millrace.model.ListenerModel;
import io.millrace.model.Rules;
import io.millrace.runtime.CrashAt;
import io.millrace.spi.Binding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Reads what was compiled and what is configured, and refuses a start with everything that is wrong, before it begins. */
final class ServiceReader {
    private final ApplicationContext context;
    private final ListenerSerdes serdes;
    private final KafkaProperties kafka;
    private final boolean validates;
    private final Problems problems = new Problems();
    private final Configuration configuration;

    /** @param validates whether bodies that are declared valid can be checked */
    ServiceReader(ApplicationContext context, ListenerSerdes serdes, KafkaProperties kafka, boolean validates) {
        this.validates = validates;
        this.context = context;
        this.serdes = serdes;
        this.kafka = kafka;
        this.configuration = new Configuration(
                name -> context.getProperty(name, String.class).orElse(null), problems);
    }

    /**
     * @throws FaultException with all problems at once
     */
    Service read() {
        LibraryVersions.check(context.getClassLoader());
        List<Binding> bindings = new ArrayList<>();
        SoftServiceLoader.load(Binding.class, context.getClassLoader()).collectAll(bindings);
        if (bindings.isEmpty()) {
            throw refused("MR-0208", "no @StatefulListener found: is millrace-processor on annotationProcessorPaths?");
        }
        if (!context.containsProperty("kafka.bootstrap.servers")) {
            throw refused(
                    "MR-0209",
                    "kafka.bootstrap.servers is not set; set it, or put millrace-dev on the class path to develop with"
                            + " a broker of your own");
        }
        List<Listener> listeners = listeners(bindings);
        Membership membership = membership();
        ServicePlan plan = new ServicePlan(application(), configuration, serdes, listeners);
        listeners.forEach(listener -> problems.attempt(() -> checked(plan, listener, membership)));
        readServiceSettings();
        problems.refuse("configuration");
        return new Service(configuration, plan, membership, listeners);
    }

    private List<Listener> listeners(List<Binding> bindings) {
        Overrides overrides = new Overrides(configuration);
        List<Listener> listeners = bindings.stream()
                .map(binding -> new Listener(binding, overrides.apply(binding.model())))
                .toList();
        List<ListenerModel> models = listeners.stream().map(Listener::model).toList();
        new UnknownProperties(models, problems).check(Properties.written(context.getEnvironment()));
        // The rules of the compiler once more: overrides may break them, and jars compiled apart may not fit each
        // other.
        models.forEach(model -> note(Rules.check(model)));
        note(Rules.checkTogether(models));
        return listeners;
    }

    private void note(List<Finding> findings) {
        for (Finding finding : findings) {
            if (finding.code().isError()) {
                problems.add(finding.code().code(), finding.message());
            }
        }
    }

    private String application() {
        Optional<String> name = ListenerSerdes.application(configuration, context);
        if (name.isEmpty()) {
            problems.add(
                    "MR-0202",
                    "the service has no name: set micronaut.application.name, which its groups and topics begin with");
        }
        return name.orElse("unnamed");
    }

    private Membership membership() {
        Optional<String> instance = configuration.find(Settings.INSTANCE);
        MembershipMode mode = configuration
                .find(Settings.MEMBERSHIP)
                .orElse(instance.isPresent() ? MembershipMode.STATIC : MembershipMode.DYNAMIC);
        String random = UUID.randomUUID().toString().substring(0, 8);
        if (mode == MembershipMode.STATIC && instance.isEmpty()) {
            problems.add(
                    "MR-0216",
                    "millrace.membership = 'static' needs a name for each replica that is the same after its restart:"
                            + " set millrace.instance (in Kubernetes the pod's name), or use dynamic");
        }
        return switch (mode) {
            case STATIC -> new Membership.Static(instance.orElse(random));
            case CONSUMER -> new Membership.BrokerAssigned(random);
            case DYNAMIC -> new Membership.Dynamic(random);
        };
    }

    /** Asks for all that the listener's start will ask for, so that it is refused here. */
    private ListenerNames checked(ServicePlan plan, Listener listener, Membership membership) {
        configuration.readListener(listener.name());
        ListenerNames names = plan.names(listener);
        problems.attempt(() -> kafka.clients(names, membership, configuration));
        if (configuration.listener(listener.name(), Settings.ENABLED)) {
            checkMessages(plan, listener);
        }
        plan.readAll(listener);
        return names;
    }

    /** Somebody must read and write every message, and check those that are declared valid. */
    private void checkMessages(ServicePlan plan, Listener listener) {
        plan.checkMessages(listener, problems);
        for (InputModel input : listener.model().inputs()) {
            if (input.valid() && !validates) {
                problems.add(
                        "MR-0241",
                        "input '" + input.name() + "' of listener '" + listener.name() + "' is @Valid, but no bean is a"
                                + " jakarta.validation.Validator: add io.micronaut.validation:micronaut-validation");
            }
        }
    }

    private void readServiceSettings() {
        configuration.readService();
        configuration.find(Settings.FAILPOINT).ifPresent(text -> problems.attempt(() -> CrashAt.parse(text)));
    }

    private static FaultException refused(String code, String message) {
        return new FaultException(new Fault.Misconfigured(code, message, null));
    }
}
