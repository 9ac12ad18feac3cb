package io.millrace.processor;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micronaut.context.ApplicationContext;
import io.micronaut.context.exceptions.BeanContextException;
import io.micronaut.core.io.service.SoftServiceLoader;
import io.millrace.api.Order;
import io.millrace.api.Rejected;
import io.millrace.model.InputModel;
import io.millrace.model.Manifest;
import io.millrace.model.StoreModel;
import io.millrace.model.TypeModel;
import io.millrace.spi.Binding;
import io.millrace.spi.Bindings;
import io.millrace.spi.TypeRef;
import java.io.IOException;
import java.lang.reflect.Constructor;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import javax.tools.Diagnostic;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two listeners in a chain, from source through binding and manifest to calls that arrive in the handler. */
class FraudChainTest {
    @TempDir
    static Path output;

    private static Compilation chain;
    private static URLClassLoader loader;
    private static Binding fraud;
    private static Binding terminal;

    private final Recorder recorder = new Recorder();

    @BeforeAll
    static void compile() throws ClassNotFoundException {
        chain = Compilation.of(output, Samples.FRAUD_CHAIN);
        loader = chain.loader();
        if (chain.success()) {
            fraud = Bindings.of(loader.loadClass("shop.FraudDetector"));
            terminal = Bindings.of(loader.loadClass("shop.Terminals$Watch"));
        }
    }

    @AfterAll
    static void close() throws IOException {
        loader.close();
    }

    @Test
    void compilesWithoutAWarning() {
        assertThat(chain.diagnostics()).allMatch(said -> said.getKind() == Diagnostic.Kind.NOTE);
        assertThat(chain.said(Diagnostic.Kind.NOTE)).singleElement().asString().contains("MR-0160: 'notes' holds List");
        assertThat(chain.success()).isTrue();
    }

    @Test
    void theRuntimeFindsBindingsThroughMicronautsServices() {
        assertThat(SoftServiceLoader.load(Binding.class, loader).collectAll())
                .extracting(binding -> binding.model().name())
                .containsExactlyInAnyOrder("fraud", "terminal-risk");
    }

    @Test
    void manifestAndBindingSayTheSame() {
        assertThat(Manifest.fromJson(chain.file(Manifest.path("fraud")))).isEqualTo(fraud.model());
        assertThat(Manifest.fromJson(chain.file(Manifest.path("terminal-risk"))))
                .isEqualTo(terminal.model());
        assertThat(Manifest.toJson(fraud.model())).isEqualTo(chain.file(Manifest.path("fraud")));
    }

    @Test
    void nativeImagesKeepTheRecordsThatAreStored() {
        assertThat(chain.file("META-INF/native-image/io.millrace/listener-fraud/reachability-metadata.json"))
                .isEqualTo(
                        """
                        {
                          "reflection": [
                            {"type": "shop.FraudDetector$Payment", "allDeclaredConstructors": true, "allDeclaredMethods": true},
                            {"type": "shop.FraudDetector$Spend", "allDeclaredConstructors": true, "allDeclaredMethods": true}
                          ]
                        }
                        """);
    }

    @Test
    void modelHoldsWhatTheSourceSays() {
        assertThat(fraud.model().stores())
                .extracting(StoreModel::name)
                .containsExactly("score", "recent", "seen", "notes", "spend", "risky");
        assertThat(fraud.model().inputs())
                .extracting(InputModel::name)
                .containsExactly("payments", "corrections", "${topics.more}");
        assertThat(fraud.model().inputs()).extracting(InputModel::nullable).containsExactly(false, true, true);
        assertThat(fraud.model().inputs().get(0).body())
                .isEqualTo(new TypeModel(
                        "shop.FraudDetector.Payment",
                        List.of(
                                "id:java.lang.String",
                                "cents:long",
                                "terminal:java.lang.String",
                                "at:java.time.Instant"),
                        true));
        assertThat(fraud.model().stores().get(3).types())
                .containsExactly(new TypeModel("java.util.List<java.lang.String>", List.of(), false));
        assertThat(terminal.model().order()).isEqualTo(Order.EVENT_TIME);
        assertThat(terminal.model().lateTo()).isEqualTo("tx-late");
        assertThat(terminal.model().inputs()).extracting(InputModel::priority).containsExactly(-1, 1);
        assertThat(terminal.model().inputs()).extracting(InputModel::tieBreak).containsOnly(true);
    }

    @Test
    void typesAreLive() {
        assertThat(fraud.keyType()).isEqualTo(TypeRef.of(String.class));
        assertThat(fraud.storeTypes(3)).containsExactly(TypeRef.of(List.class, TypeRef.of(String.class)));
        assertThat(fraud.timerIdType(1)).isEqualTo(TypeRef.of(UUID.class));
        assertThat(fraud.outputKeyType(0)).isEqualTo(fraud.keyType());
        for (int store = 0; store < fraud.model().stores().size(); store++) {
            assertThat(fraud.storeTypes(store))
                    .extracting(TypeRef::toString)
                    .isEqualTo(fraud.model().stores().get(store).types().stream()
                            .map(TypeModel::name)
                            .toList());
        }
    }

    @Test
    void recordsReachTheHandler() throws Exception {
        try (ApplicationContext context = context()) {
            Object handler = context.createBean(fraud.handlerType(), recorder.handles(fraud));
            recorder.header("trace", "abc");
            recorder.header("why", "typo");
            Object payment = payment("p1", 2_000, "t9");

            fraud.onRecord(handler, 0, "acc", payment, recorder);
            fraud.onRecord(handler, 2, "acc", 5L, recorder);
            fraud.onRecord(handler, 1, "acc", null, recorder);

            assertThat(recorder.notes)
                    .containsExactly(
                            "spend.add(2000)",
                            "score.add(100)",
                            "byTerminal.send(t9, " + payment + ")",
                            "score.set(9)");
        }
    }

    @Test
    void aHeaderThatMustBeThereIsAskedFor() {
        try (ApplicationContext context = context()) {
            Object handler = context.createBean(fraud.handlerType(), recorder.handles(fraud));
            assertThatThrownBy(() -> fraud.onRecord(handler, 1, "acc", 5L, recorder))
                    .isInstanceOf(Rejected.class)
                    .hasMessage("header 'why' is missing");
        }
    }

    @Test
    void timersReachTheHandler() throws Exception {
        try (ApplicationContext context = context()) {
            Object handler = context.createBean(fraud.handlerType(), recorder.handles(fraud));
            recorder.timerId = new UUID(1, 2);

            fraud.onTimer(handler, 0, "acc", recorder);
            fraud.onTimer(handler, 1, "acc", recorder);

            assertThat(recorder.notes).containsExactly("score.set(77)", "score.set(2)");
        }
    }

    @Test
    void pureFunctionsAreCalledStatically() throws Exception {
        assertThat(fraud.eventTime(0, payment("p1", 1, "t"))).isEqualTo(1_000);
        assertThat(terminal.tieBreak(1, payment("p1", 13, "t"))).isEqualTo(13);
        Object one = fraud.fold(4, null, 10L);
        Object two = fraud.fold(4, one, 20L);
        assertThat(two).hasToString("Spend[n=2, cents=30]");
        assertThat(fraud.unfold(4, two, 10L)).hasToString("Spend[n=1, cents=20]");
        assertThat(fraud.fold(5, null, true)).isEqualTo(1L);
        assertThat(fraud.model().stores().get(5).rolling().unfold()).isFalse();
    }

    @Test
    void whatDoesNotExistIsRefusedByIndex() {
        assertThatThrownBy(() -> fraud.eventTime(1, 5L)).hasMessage("input 1");
        assertThatThrownBy(() -> terminal.onTimer(new Object(), 0, "k", recorder))
                .hasMessage("timer 0");
    }

    @Test
    void everyInstanceIsANewOneAndOnlyTheEngineMakesIt() {
        try (ApplicationContext context = context()) {
            Map<String, Object> handles = recorder.handles(fraud);
            assertThat(context.createBean(fraud.handlerType(), handles))
                    .isNotSameAs(context.createBean(fraud.handlerType(), handles));
            assertThatThrownBy(() -> context.getBean(fraud.handlerType())).isInstanceOf(BeanContextException.class);
        }
    }

    /** micronaut-kafka starts consumers for methods that have @Topic or are executable at start. */
    @Test
    void nothingIsLeftForOtherListenersToStart() {
        try (ApplicationContext context = context()) {
            var definition = context.getBeanDefinition(fraud.handlerType());
            assertThat(definition.getExecutableMethods()).isEmpty();
            assertThat(definition.requiresMethodProcessing()).isFalse();
        }
    }

    private static ApplicationContext context() {
        return ApplicationContext.builder(loader).start();
    }

    private static Object payment(String id, long cents, String terminal) throws ReflectiveOperationException {
        Constructor<?> constructor =
                loader.loadClass("shop.FraudDetector$Payment").getDeclaredConstructors()[0];
        constructor.setAccessible(true);
        return constructor.newInstance(id, cents, terminal, Instant.ofEpochSecond(1));
    }
}
