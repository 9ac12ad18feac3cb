package io.millrace.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.millrace.engine.ListenerPlan;
import io.millrace.engine.Ports;
import io.millrace.engine.Worker;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.kafka.ClientSettings;
import io.millrace.kafka.KafkaLogs;
import io.millrace.kafka.ListenerNames;
import io.millrace.kafka.Membership;
import io.millrace.kafka.TopicPolicy;
import io.millrace.kafka.TopicPolicy.Provision;
import io.millrace.kafka.Topics;
import io.millrace.model.Finding;
import io.millrace.model.Rules;
import io.millrace.port.Clock;
import io.millrace.port.Failpoints;
import io.millrace.runtime.BackgroundThreads;
import io.millrace.runtime.CrashAt;
import io.millrace.runtime.EventLog;
import io.millrace.runtime.ListenerRuntime;
import io.millrace.runtime.SystemClock;
import io.millrace.spi.Binding;
import io.millrace.state.rocks.RocksMemory;
import io.millrace.state.rocks.RocksStores;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;

/** Starts every listener on the class path with the application, and ends them with it. */
@Singleton
final class MillraceService implements ApplicationEventListener<StartupEvent>, GracefulShutdownCapable {
    private static final long STOP_MS_MAX = 10_000;
    private static final int OPENINGS_MAX = 4;

    private final ApplicationContext context;
    private final Serdes serdes;
    private final KafkaProperties kafka;
    private final BeanHandlers handlers;
    private final Clock clock = new SystemClock();
    private final List<ListenerRuntime> running = new ArrayList<>();
    private final RocksMemory memory = new RocksMemory(RocksMemory.defaultBytes());
    private boolean stays;

    MillraceService(ApplicationContext context, Serdes serdes, KafkaProperties kafka, BeanHandlers handlers) {
        this.context = context;
        this.serdes = serdes;
        this.kafka = kafka;
        this.handlers = handlers;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        List<Binding> bindings = new ArrayList<>();
        SoftServiceLoader.load(Binding.class, context.getClassLoader()).collectAll(bindings);
        if (bindings.isEmpty()) {
            throw refused("MR-0208", "no @StatefulListener found: is millrace-processor on annotationProcessorPaths?");
        }
        if (!context.containsProperty("kafka.bootstrap.servers")) {
            throw refused(
                    "MR-0209",
                    "kafka.bootstrap.servers is not set; set it, or put millrace-dev on the class path to develop with a"
                            + " broker of your own");
        }
        checkRules(bindings);
        MillraceSettings settings = new MillraceSettings(context);
        ServicePlan plan = new ServicePlan(settings, serdes, bindings);
        Membership membership = membership(settings);
        settings.sessionTimeoutMs();
        settings.provision();
        for (Binding binding : bindings) {
            plan.readSettings(binding.model());
            if (settings.enabled(binding.model().name())) {
                plan.checkMessages(binding, handlers.validates());
            }
        }
        settings.check();
        stays = membership instanceof Membership.Static;
        for (Binding binding : bindings) {
            if (settings.enabled(binding.model().name())) {
                start(binding, plan, settings, membership);
            }
        }
    }

    /** The rules of the compiler once more: jars compiled apart may not fit each other. */
    private static void checkRules(List<Binding> bindings) {
        List<Finding> findings = new ArrayList<>();
        bindings.forEach(binding -> findings.addAll(Rules.check(binding.model())));
        findings.addAll(
                Rules.checkTogether(bindings.stream().map(Binding::model).toList()));
        List<Finding> errors =
                findings.stream().filter(finding -> finding.code().isError()).toList();
        if (!errors.isEmpty()) {
            throw refused(
                    "MR-0200",
                    errors.stream().map(Finding::text).collect(Collectors.joining("\n  ", "listeners:\n  ", "")));
        }
    }

    private Membership membership(MillraceSettings settings) {
        String random = UUID.randomUUID().toString().substring(0, 8);
        return switch (settings.membership()) {
            case "static" -> new Membership.Static(settings.instance().orElse("replica"));
            case "consumer" -> new Membership.BrokerAssigned(random);
            default -> new Membership.Dynamic(random);
        };
    }

    private void start(Binding binding, ServicePlan service, MillraceSettings settings, Membership membership) {
        ListenerNames names = service.names(binding.model());
        Map<String, Object> consumer = kafka.consumer(names.group());
        settings.sessionTimeoutMs().ifPresent(ms -> consumer.put("session.timeout.ms", ms.intValue()));
        boolean development = DevBroker.isPresent();
        Path stateDir = Path.of(settings.stateDir(development)).resolve(names.listener());
        RocksStores stores = new RocksStores(stateDir, memory);
        LocalState local = new LocalState(stores);
        ClientSettings clients = ClientSettings.of(names, membership, consumer, kafka.producer(names.group()));
        KafkaLogs logs = new KafkaLogs(clients, local, clock);
        Topics.Ready ready = logs.topics().ensure(service.topics(binding.model()), policy(settings, development));
        local.tasks(ready.tasks());
        ListenerPlan plan = service.listener(binding, ready.tasks());
        BackgroundThreads background = new BackgroundThreads(names.listener(), OPENINGS_MAX);
        ListenerRuntime runtime = new ListenerRuntime(names.listener(), List.of(background, logs, stores));
        Failpoints failpoints =
                settings.failpoint().<Failpoints>map(CrashAt::parse).orElse(Failpoints.NONE);
        for (int worker = 0; worker < settings.threads(names.listener()); worker++) {
            EventLog events = new EventLog(names.listener(), worker);
            KafkaLogs.WorkerLogs io = logs.worker(worker, inputs(plan));
            Ports ports = new Ports(
                    io.input(), io.output(), logs.group(), stores, handlers, background, clock, events, failpoints);
            runtime.start(new Worker(plan, ports), events);
        }
        running.add(runtime);
    }

    private static Set<String> inputs(ListenerPlan plan) {
        return plan.inputs().stream().map(input -> input.topic()).collect(Collectors.toSet());
    }

    private static TopicPolicy policy(MillraceSettings settings, boolean development) {
        return new TopicPolicy(
                Provision.valueOf(settings.provision().toUpperCase(Locale.ROOT)),
                settings.replicationFactor(),
                development,
                settings.allowLowReplication());
    }

    private static FaultException refused(String code, String message) {
        return new FaultException(new Fault.Misconfigured(code, message, null));
    }

    @Override
    public CompletionStage<?> shutdownGracefully() {
        return CompletableFuture.runAsync(this::stop);
    }

    /** Drains and commits; a static member stays, because it is expected back. */
    @PreDestroy
    synchronized void stop() {
        running.forEach(runtime -> runtime.stop(!stays, STOP_MS_MAX));
        running.clear();
    }
}
