package io.millrace.testkit.broker;

import io.micronaut.context.ApplicationContext;
import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** What {@link MillraceTest} does: a broker for the JVM, an application for each test. */
final class MillraceExtension implements BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final Namespace OURS = Namespace.create(MillraceExtension.class);

    @Override
    public void beforeEach(ExtensionContext test) {
        Class<?> type = test.getRequiredTestClass();
        MillraceTest wish = wishOf(type);
        // The root's store closes what is in it at the end of the run.
        RunningBroker broker = test.getRoot()
                .getStore(OURS)
                .getOrComputeIfAbsent(wish.broker(), RunningBroker::start, RunningBroker.class);
        store(test)
                .put(
                        TestedApplication.class,
                        TestedApplication.start(
                                wish, broker.bootstrapServers(), type.getSimpleName(), runsElsewhere(test)));
    }

    private static boolean runsElsewhere(ExtensionContext test) {
        return List.of(test.getRequiredTestMethod().getParameterTypes()).contains(TestReplicas.class);
    }

    /** A nested class has it from the one around it. */
    private static MillraceTest wishOf(Class<?> type) {
        for (Class<?> each = type; each != null; each = each.getEnclosingClass()) {
            MillraceTest wish = each.getAnnotation(MillraceTest.class);
            if (wish != null) {
                return wish;
            }
        }
        throw new IllegalStateException("MR-0716 neither " + type.getName()
                + " nor a class around it has @MillraceTest, which the extension is registered by");
    }

    @Override
    public void afterEach(ExtensionContext test) {
        TestedApplication application = store(test).remove(TestedApplication.class, TestedApplication.class);
        if (application != null) {
            application.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        TestedApplication application = application(test);
        return type == TestBroker.class
                || type == TestReplicas.class
                || type == ApplicationContext.class
                || application.context().containsBean(type);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        Class<?> type = parameter.getParameter().getType();
        TestedApplication application = application(test);
        if (type == TestBroker.class) {
            return application.broker();
        }
        if (type == TestReplicas.class) {
            return application.replicas();
        }
        return type == ApplicationContext.class
                ? application.context()
                : application.context().getBean(type);
    }

    private static TestedApplication application(ExtensionContext test) {
        TestedApplication application = store(test).get(TestedApplication.class, TestedApplication.class);
        if (application == null) {
            throw new IllegalStateException(
                    "MR-0714 a service under @MillraceTest runs for the length of a test method: take its parameters"
                            + " there, not in a constructor or @BeforeAll");
        }
        return application;
    }

    private static Store store(ExtensionContext test) {
        return test.getStore(OURS);
    }
}
