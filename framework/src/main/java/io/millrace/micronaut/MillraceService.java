package io.millrace.micronaut;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.event.StartupEvent;
import io.micronaut.runtime.graceful.GracefulShutdownCapable;
import io.millrace.config.Configuration;
import io.millrace.config.Settings;
import io.millrace.engine.ListenerPlan;
import io.millrace.engine.Ports;
import io.millrace.engine.Rehearsal;
import io.millrace.engine.Worker;
import io.millrace.fault.Fault;
import io.millrace.fault.FaultException;
import io.millrace.kafka.ClientSettings;
import io.millrace.kafka.ClientWatch;
import io.millrace.kafka.KafkaLogs;
import io.millrace.kafka.ListenerNames;
import io.millrace.kafka.LocalTasks;
import io.millrace.kafka.Membership;
import io.millrace.kafka.TopicPolicy;
import io.millrace.kafka.TopicPolicy.Provision;
import io.millrace.kafka.Topics;
import io.millrace.micronaut.Observer.ListenerObserver;
import io.millrace.ops.Broadcast;
import io.millrace.ops.ListenerView;
import io.millrace.ops.ServiceView;
import io.millrace.ops.WorkerView;
import io.millrace.port.Clock;
import io.millrace.port.Events;
import io.millrace.port.Failpoints;
import io.millrace.runtime.BackgroundThreads;
import io.millrace.runtime.CrashAt;
import io.millrace.runtime.EventLog;
import io.millrace.runtime.ListenerRuntime;
import io.millrace.runtime.SystemClock;
import io.millrace.runtime.Watching;
import io.millrace.state.StoreException;
import io.millrace.state.rocks.RocksMemory;
import io.millrace.state.rocks.RocksStores;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Starts every listener on the class path with the application, and ends them with it. */
@Singleton
final class MillraceService implements ApplicationEventListener<StartupEvent>, GracefulShutdownCapable {
    /** Beside what a listener may wait for others to take its tasks over. */
    private static final long STOP_MS_MAX = 10_000;

    private static final int OPENINGS_MAX = 4;

    private final ApplicationContext context;
    private final ListenerSerdes serdes;
    private final KafkaProperties kafka;
    private final BeanHandlers handlers;
    private final Clock clock = new SystemClock();
    private final List<ListenerRuntime> running = new ArrayList<>();
    private final List<Watching> watches = new ArrayList<>();
    private final RocksMemory memory;
    private final ServiceView view;
    private final Optional<Observer> observer;
    private boolean leaves;
    private long stopMsMax = STOP_MS_MAX;

    MillraceService(
            ApplicationContext context,
            ListenerSerdes serdes,
            KafkaProperties kafka,
            BeanHandlers handlers,
            RocksMemory memory,
            Optional<Observer> observer) {
        this.context = context;
        this.memory = memory;
        this.observer = observer;
        this.view = context.getBean(ServiceView.class);
        this.serdes = serdes;
        this.kafka = kafka;
        this.handlers = handlers;
    }

    @Override
    public void onApplicationEvent(StartupEvent event) {
        Service service = new ServiceReader(context, serdes, kafka, handlers.validates()).read();
        Configuration configuration = service.configuration();
        configuration.find(Settings.RESET).ifPresent(names -> new ResetRun(service)
                .run(names, listener -> logs(listener, service)));
        leaves = !(service.membership() instanceof Membership.Static) || configuration.get(Settings.LEAVE_ON_STOP);
        List<Prepared> prepared = new ArrayList<>();
        for (Listener listener : WritersFirst.of(service.listeners())) {
            if (configuration.listener(listener.name(), Settings.ENABLED)) {
                configuration
                        .problems()
                        .attempt(() -> prepare(listener, service))
                        .ifPresent(prepared::add);
            } else {
                configuration.problems().attempt(() -> endFormerMembers(listener, service));
            }
        }
        try {
            configuration.problems().refuse("topics");
        } catch (FaultException e) {
            prepared.forEach(Prepared::close);
            throw e;
        }
        prepared.forEach(one -> start(one, service));
        view.started();
    }

    /** A listener whose topics are in order. */
    private record Prepared(Listener listener, KafkaLogs logs, RocksStores stores, Topics.Ready topics) {
        void close() {
            logs.close();
            stores.close();
        }
    }

    private Prepared prepare(Listener listener, Service service) {
        Configuration configuration = service.configuration();
        ListenerNames names = service.plan().names(listener);
        boolean development = DevBroker.isPresent();
        String stateDir = configuration
                .find(Settings.STATE_DIR)
                .orElse(development ? "target/millrace/state" : "/var/lib/millrace");
        RocksStores stores = stores(Path.of(stateDir).resolve(names.listener()));
        LocalState local = new LocalState(stores, missingMax(names.listener(), configuration));
        ClientWatch watch = observer.map(Observer::clients).orElse(ClientWatch.NONE);
        KafkaLogs logs = new KafkaLogs(clients(names, service), local, clock, watch);
        try {
            logs.endFormerMembers(configuration.listener(listener.name(), Settings.THREADS));
            Topics.Ready ready =
                    logs.topics().ensure(service.plan().topics(listener), policy(configuration, development));
            local.tasks(ready.tasks());
            return new Prepared(listener, logs, stores, ready);
        } catch (RuntimeException e) {
            logs.close();
            stores.close();
            throw e;
        }
    }

    private RocksStores stores(Path directory) {
        try {
            return new RocksStores(directory, memory);
        } catch (StoreException e) {
            String[] codeAndText = String.valueOf(e.getMessage()).split(" ", 2);
            throw new FaultException(new Fault.Misconfigured(codeAndText[0], codeAndText[1], e));
        }
    }

    private static long missingMax(String listener, Configuration configuration) {
        return configuration.listener(listener, Settings.WARM_UP_MAX) == 0
                ? Long.MAX_VALUE
                : configuration.listener(listener, Settings.WARM_UP_RECORDS);
    }

    /** Before it was switched off here, this replica may have been a member that is expected back. */
    private Set<String> endFormerMembers(Listener listener, Service service) {
        if (!(service.membership() instanceof Membership.Static)) {
            return Set.of();
        }
        try (KafkaLogs logs = logs(listener, service)) {
            return logs.endFormerMembers(0);
        }
    }

    /** The way to the cluster for what no worker does. */
    private KafkaLogs logs(Listener listener, Service service) {
        return new KafkaLogs(
                clients(service.plan().names(listener), service), LocalTasks.NONE, clock, ClientWatch.NONE);
    }

    private ClientSettings clients(ListenerNames names, Service service) {
        return kafka.clients(names, service.membership(), service.configuration());
    }

    private void start(Prepared prepared, Service service) {
        String name = prepared.listener().name();
        ListenerPlan plan = service.plan().listener(prepared.listener(), prepared.topics());
        KafkaLogs logs = prepared.logs();
        BackgroundThreads background = new BackgroundThreads(name, OPENINGS_MAX);
        ListenerView seen = new ListenerView(name, logs.pollIntervalMsMax(), clock);
        view.add(seen);
        Optional<ListenerObserver> observing = observer.map(each -> each.watch(seen));
        List<AutoCloseable> closing = new ArrayList<>(List.of(background, logs, prepared.stores()));
        observing.ifPresent(closing::add);
        int workers = service.configuration().listener(name, Settings.THREADS);
        stopMsMax = Math.max(stopMsMax, STOP_MS_MAX + (leaves ? plan.settings().handOverMsMax() : 0));
        Rehearsal rehearsal = new Rehearsal(plan, logs.group(), handlers, clock, logs.transactionalIds(workers));
        ListenerRuntime runtime = new ListenerRuntime(name, rehearsal::play, closing);
        Failpoints failpoints = service.configuration()
                .find(Settings.FAILPOINT)
                .<Failpoints>map(CrashAt::parse)
                .orElse(Failpoints.NONE);
        for (int worker = 0; worker < workers; worker++) {
            Events events = events(new EventLog(name, worker), seen.addWorker(), observing);
            KafkaLogs.WorkerLogs io = logs.worker(worker, inputs(plan), outputs(plan));
            Ports ports = new Ports(
                    io.input(),
                    io.output(),
                    logs.group(),
                    prepared.stores(),
                    handlers,
                    background,
                    clock,
                    events,
                    failpoints);
            runtime.start(new Worker(plan, ports), events);
        }
        watches.add(new Watching(
                name,
                service.configuration().get(Settings.TOPICS_CHECK_INTERVAL),
                logs.topics().watch(prepared.topics())::look,
                runtime::refuse));
        running.add(runtime);
    }

    private static Events events(EventLog log, WorkerView view, Optional<ListenerObserver> observing) {
        List<Events> all = new ArrayList<>(List.of(log, view));
        observing.ifPresent(observer -> all.add(observer.of(view)));
        return new Broadcast(all);
    }

    private static Set<String> inputs(ListenerPlan plan) {
        return plan.inputs().stream().map(input -> input.topic()).collect(Collectors.toSet());
    }

    private static Set<String> outputs(ListenerPlan plan) {
        return Stream.concat(
                        Stream.of(plan.changelog()), plan.outputs().stream().map(output -> output.topic()))
                .collect(Collectors.toSet());
    }

    private static TopicPolicy policy(Configuration configuration, boolean development) {
        return new TopicPolicy(
                Provision.valueOf(configuration.get(Settings.TOPICS_PROVISION).name()),
                configuration.get(Settings.TOPICS_REPLICATION_FACTOR).shortValue(),
                development,
                configuration.get(Settings.TOPICS_ALLOW_LOW_REPLICATION));
    }

    @Override
    public CompletionStage<?> shutdownGracefully() {
        return CompletableFuture.runAsync(this::stop);
    }

    /** Drains and commits; a static member stays, because it is expected back, unless configured otherwise. */
    @PreDestroy
    synchronized void stop() {
        watches.forEach(Watching::close);
        watches.clear();
        // All at once: what one waits for, others can use.
        running.forEach(runtime -> runtime.askToStop(leaves));
        running.forEach(runtime -> runtime.awaitStop(stopMsMax));
        running.clear();
    }
}
