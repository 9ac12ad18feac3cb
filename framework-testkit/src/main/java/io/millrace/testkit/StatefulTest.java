package io.millrace.testkit;

import io.millrace.api.StatefulListener;
import io.millrace.engine.ListenerPlan;
import io.millrace.fault.Fault;
import io.millrace.port.Failpoint;
import io.millrace.port.OutputRecord;
import io.millrace.state.TaskStore;
import io.millrace.testkit.TestPlan.Source;
import io.millrace.testkit.Verification.Subject;
import io.millrace.testkit.heap.Heap;
import io.millrace.testkit.heap.UserCode;
import io.millrace.testkit.sim.SimService;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A test of listeners on the real engine, without a broker, in milliseconds: the same dispatch, codecs, serdes, commits,
 * changelog and recovery as in production, over a simulated cluster.
 *
 * <pre>{@code
 * StatefulTest test = StatefulTest.of(FraudDetector.class).with(RiskModel.class, model).partitions(2);
 * test.send("payments", "alice", payment)
 *         .expectOutput("alerts", new Alert("alice", "score"))
 *         .restart();
 * assertThat(test.state("score", "alice")).isEqualTo(100L);
 * }</pre>
 *
 * <p>Every method that acts is a step. When it returns, all that can follow from it has been handled and committed: records,
 * timers, retries with their pauses, what other listeners of the test make of it. The wall clock stands still unless
 * {@link #advanceWallClock} moves it; event time follows from the records and {@link #advanceWatermark}. There are no
 * threads and no chance: the same steps have the same effects.
 *
 * <p>A step fails with an {@link AssertionError} that lists the steps so far and what came of each, as do the {@code expect}
 * methods; {@link #toString} gives the same list to other assertions, as in {@code assertThat(...).as("%s", test)}.
 *
 * <p>Topics, stores and timers have the names that the code gives them. The configuration is that of the class path
 * ({@code application.yml}), but that each step commits. Not thread-safe; needs no closing.
 */
public final class StatefulTest {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final List<Class<?>> handlers;
    private final HandlerBeans beans = new HandlerBeans();
    private final Map<String, String> properties = new LinkedHashMap<>();
    private final Map<String, Integer> expected = new HashMap<>();
    private final Steps steps = new Steps();
    private final List<Step> script = new ArrayList<>();
    private int partitions = 1;
    private Instant start = START;
    private @Nullable TestedService running;
    private @Nullable Subject subject;

    private StatefulTest(List<Class<?>> handlers) {
        this.handlers = handlers;
    }

    /**
     * A test of one listener, or of several that hand on to each other through re-keyed topics or ordinary ones.
     *
     * @param handlers classes with {@code @StatefulListener}
     */
    public static StatefulTest of(Class<?>... handlers) {
        return new StatefulTest(List.of(handlers));
    }

    /** How many partitions each topic has, and so how many tasks each listener; 1 if it is not said. */
    public StatefulTest partitions(int count) {
        return prepare(() -> partitions = count);
    }

    /** A bean for the handlers that inject one of its type. */
    public <B> StatefulTest with(Class<B> type, B bean) {
        return prepare(() -> beans.add(type, bean));
    }

    /** A property, as in {@code property("millrace.listeners.fraud.on-failure.retries", 0)}. */
    public StatefulTest property(String name, Object value) {
        return prepare(() -> properties.put(name, value.toString()));
    }

    /** Where the wall clock stands at first; 2026-01-01T00:00:00Z if it is not said. */
    public StatefulTest startingAt(Instant wallClock) {
        return prepare(() -> start = wallClock);
    }

    /** Of the time that calls of the simulated cluster take, and of where tasks go; 1 if it is not said. */
    public StatefulTest seed(long number) {
        return prepare(() -> steps.seed(number));
    }

    private StatefulTest prepare(Runnable setting) {
        if (running != null) {
            throw new IllegalStateException("MR-0909 the test runs already: say this before the first step");
        }
        setting.run();
        return this;
    }

    /**
     * Sends a record stamped with the wall clock, or with its event time if that is later: no event is sent before it
     * happens.
     *
     * @see #send(String, Object, Object, Instant, Map)
     */
    public StatefulTest send(String topic, @Nullable Object key, @Nullable Object value) {
        return send(topic, key, value, service().plan().sentAt(topic, value, wall()));
    }

    /**
     * Sends a record with a stamp of its own: its event time where no {@code @EventTime} method tells another.
     *
     * @see #send(String, Object, Object, Instant, Map)
     */
    public StatefulTest send(String topic, @Nullable Object key, @Nullable Object value, Instant stamp) {
        return send(topic, key, value, stamp, Map.of());
    }

    /**
     * Sends a record to the partition of its key.
     *
     * @param key written with the listener's serde; a {@code byte[]} goes as it is
     * @param value likewise; null is a tombstone
     * @throws IllegalArgumentException MR-0904 if no listener of the test reads the topic
     */
    public StatefulTest send(
            String topic, @Nullable Object key, @Nullable Object value, Instant stamp, Map<String, byte[]> headers) {
        // Written at once: the test may change the object before the step is repeated.
        OutputRecord record = service().plan().record(topic, key, value, stamp, headers);
        return step("send " + topic + " " + Steps.shown(key) + " " + Steps.shown(value), service -> service.service()
                .append(record));
    }

    /** Tells all inputs that nothing earlier than this will follow: timers before it fire, waiting records are handled. */
    public StatefulTest advanceWatermark(Instant to) {
        return step("advanceWatermark " + to, service -> service.plan().sources().stream()
                .filter(Source::fed)
                .forEach(source -> service.tell(source, to)));
    }

    /** The same for one input: the watermark is that of the slowest. */
    public StatefulTest advanceWatermark(String topic, Instant to) {
        return step(
                "advanceWatermark " + topic + " " + to,
                service -> service.tell(service.plan().source(topic), to));
    }

    /** Ends all inputs: time goes to its end, every event timer fires, nothing waits any more. */
    public StatefulTest endInput() {
        return step(
                "endInput",
                service -> service.plan().sources().stream().filter(Source::fed).forEach(service::end));
    }

    /** Moves the wall clock: processing timers fire, silent inputs become idle. */
    public StatefulTest advanceWallClock(Duration by) {
        return step("advanceWallClock " + by, service -> service.service().advanceWall(by));
    }

    /** Ends the service in order and starts it again over the state on its disk. */
    public StatefulTest restart() {
        return step("restart", service -> service.service().restart(true));
    }

    /** The same with an empty disk: state is read back from the changelog. */
    public StatefulTest restartWithoutDisk() {
        return step("restartWithoutDisk", service -> service.service().restart(false));
    }

    /**
     * The next commit does not happen: the process dies right before it, and another one takes over. What it had handled is
     * handled again; nothing of the first time may show.
     */
    public StatefulTest crashBeforeCommit() {
        return step("crashBeforeCommit", service -> service.service().trouble().crashAt(Failpoint.BEFORE_COMMIT));
    }

    /**
     * Changes the number of replicas, once or several times: {@code rebalance(2, 3)} goes to two, then to three. Tasks move,
     * and take their state along through the changelog: a replica that ends takes its disk with it.
     */
    public StatefulTest rebalance(int... replicas) {
        return step("rebalance " + Arrays.toString(replicas), service -> scale(service, false, replicas));
    }

    /**
     * The same, but a replica that ends leaves its disk, and one that starts later finds it: an old copy of what others have
     * worked on since.
     */
    public StatefulTest rebalanceKeepingDisks(int... replicas) {
        return step("rebalanceKeepingDisks " + Arrays.toString(replicas), service -> scale(service, true, replicas));
    }

    private static void scale(TestedService service, boolean keepDisks, int... replicas) {
        for (int count : replicas) {
            service.service().scale(count, keepDisks);
        }
    }

    /**
     * Moves all tasks to other replicas.
     *
     * @param oldCopies whether they find on their disks what was there when they last had the tasks, if ever; else nothing
     */
    public StatefulTest handOver(boolean oldCopies) {
        return step("handOver " + (oldCopies ? "to old copies" : "to empty disks"), service -> service.service()
                .handOver(oldCopies));
    }

    /** {@link #verifyReplayable(Replays)} as it is without further wishes. */
    public StatefulTest verifyReplayable() {
        return verifyReplayable(Replays.DEFAULT);
    }

    /**
     * The steps so far have the same effects when they are repeated, whatever happens to the process meanwhile: it dies after
     * each step and at each point of the engine that a step reaches, with and without its disk, and again while it recovers;
     * its commits and their answers are lost; tasks move to other replicas, with and without an old copy of their state.
     * Outputs, late records and dead letters by key, state, timers and windows are compared after each step.
     *
     * <p>It fails for a listener that reads the clock or chance, or keeps something outside its handles: a static field, a
     * bean. When a process dies in a repetition, static fields of the user's own classes, and the beans that the test has
     * given, are put back to what they were, and at last to what they are now; so it must not run beside another test that
     * uses them. What the test itself does between its steps is not repeated.
     *
     * <p>Takes about as long as {@link Replays#crashesMax} steps.
     *
     * @throws AssertionError with the step, what was expected and seen, which crash it was, its probable cause and the seed
     * @throws IllegalStateException MR-0920 if there are no steps
     */
    public StatefulTest verifyReplayable(Replays replays) {
        diedAtWhenVerified(replays);
        return this;
    }

    /** The failpoints at which processes have died in repetitions. */
    Set<Failpoint> diedAtWhenVerified(Replays replays) {
        Subject tested = subject;
        if (tested == null || script.isEmpty()) {
            throw new IllegalStateException("MR-0920 nothing to repeat: say verifyReplayable() after the steps");
        }
        synchronized (Verification.class) {
            Heap now = Heap.now(tested.code(), beans.byName());
            try {
                return new Verification(tested, script, steps, replays).run();
            } finally {
                now.endOfProcess();
            }
        }
    }

    /** What was committed to a topic so far: values in the order of the steps; within one, by partition and offset. */
    public List<Object> output(String topic) {
        return messages(topic).stream().<Object>map(Sent::value).toList();
    }

    /** The same, typed. */
    public <V> List<V> output(String topic, Class<V> type) {
        return output(topic).stream().map(type::cast).toList();
    }

    /** The same with key, headers and stamp. */
    public List<Sent<Object, Object>> messages(String topic) {
        return service().outputs(topic);
    }

    /** These values, and no others, were committed to the topic since the last expectation about it. */
    public StatefulTest expectOutput(String topic, Object... values) {
        List<Object> all = output(topic);
        List<Object> now = all.subList(expected.getOrDefault(topic, 0), all.size());
        expected.put(topic, all.size());
        if (!now.equals(List.of(values))) {
            throw steps.differs("output of '" + topic + "'", List.of(values), now);
        }
        return this;
    }

    /** Nothing was committed to the topic since the last expectation about it. */
    public StatefulTest expectNoOutput(String topic) {
        return expectOutput(topic);
    }

    /**
     * A key's committed state: a number, a value (null if there is none), a list or a map.
     *
     * @throws IllegalArgumentException MR-0908 if no listener of the test has such a store, MR-0907 if it is a rolling one
     */
    public @Nullable Object state(String store, Object key) {
        return read(service()).get(store, key);
    }

    /** The same, typed. */
    public <T> @Nullable T state(String store, Object key, Class<T> type) {
        return type.cast(state(store, key));
    }

    /** A key's rolling window as a record of that event time would see it; null if it is empty. */
    public @Nullable Object rolling(String store, Object key, String window, Instant asOf) {
        return read(service()).rolling(store, key, window, asOf);
    }

    /** A key's committed state is this; null: there is none. */
    public StatefulTest expectState(String store, Object key, @Nullable Object value) {
        Object now = state(store, key);
        if (!Objects.equals(now, value)) {
            throw steps.differs("state '" + store + "' of " + Steps.shown(key), value, now);
        }
        return this;
    }

    /** All timers that are set, by due time. */
    public List<PendingTimer> timers() {
        return read(service()).timers();
    }

    /** What could not be handled so far. */
    public List<DeadLetter> deadLetters() {
        return service().deadLetters();
    }

    /** Records that came too late and were sent to this topic instead, in order. */
    public List<Object> late(String topic) {
        return service().late(topic).stream().<Object>map(Sent::value).toList();
    }

    /** How many records came too late, those without a topic to go to included. */
    public int lateCount() {
        return service().lateCount();
    }

    /** The steps so far, and what came of each. */
    @Override
    public String toString() {
        return steps.toString();
    }

    private static CommittedState read(TestedService service) {
        return new CommittedState(service.plan(), service.service());
    }

    private Instant wall() {
        return running == null ? start : running.service().wall();
    }

    private StatefulTest step(String what, Step.Action action) {
        TestedService service = service();
        steps.begin(what);
        int crashesBefore = service.service().trouble().crashes();
        action.on(service);
        service.service().settle();
        script.add(new Step(what, action));
        if (service.service().trouble().crashes() > crashesBefore) {
            steps.caused("crash, and another process took over");
        }
        service.collect(steps);
        Fault stopped = service.stoppedBy();
        if (stopped != null) {
            throw steps.failed("stopped: " + stopped.text(), stopped.cause());
        }
        return this;
    }

    private TestedService service() {
        TestedService service = running;
        if (service == null) {
            TestPlan plan = new TestPlan(handlers, partitions, properties);
            Map<String, Object> given = beans.byName();
            UserCode code = new UserCode(
                    handlers,
                    given.values().stream().<Class<?>>map(Object::getClass).toList(),
                    List.of(StatefulTest.class, ListenerPlan.class, TaskStore.class, StatefulListener.class));
            subject = new Subject(plan, partitions, start, beans, code, Heap.atStart(code, given));
            service = new TestedService(plan, new SimService(steps.seed(), start, beans), partitions);
            running = service;
            service.service().scale(1, false);
        }
        return service;
    }
}
