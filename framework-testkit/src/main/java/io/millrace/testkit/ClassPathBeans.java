package io.millrace.testkit;

import io.micronaut.context.ApplicationContextConfiguration;
import io.micronaut.context.DefaultApplicationContext;
import io.micronaut.context.env.Environment;
import io.micronaut.context.event.ApplicationEventListener;
import io.micronaut.context.processor.ExecutableMethodProcessor;
import io.micronaut.inject.BeanDefinitionReference;
import java.util.List;
import java.util.Optional;

/**
 * The beans and the configuration of the class path, from which only what serdes need is ever made: nothing that starts by
 * itself is among them, so that no service, broker or server comes up. Made once per JVM.
 */
@SuppressWarnings("overrides") // Micronaut's own: arrays where its interfaces have variable arguments
final class ClassPathBeans extends DefaultApplicationContext {
    private static final String MICRONAUT = "io.micronaut.";
    private static final String KAFKA_LISTENERS = "io.micronaut.configuration.kafka.processor.";
    private static final ClassPathBeans ONLY = started();

    private ClassPathBeans() {
        super(new ApplicationContextConfiguration() {
            @Override
            public List<String> getEnvironments() {
                return List.of(Environment.TEST);
            }

            @Override
            public Optional<Boolean> getDeduceEnvironments() {
                return Optional.of(false);
            }

            @Override
            public Boolean isBootstrapEnvironmentEnabled() {
                return false;
            }

            @Override
            public boolean isBannerEnabled() {
                return false;
            }
        });
    }

    private static ClassPathBeans started() {
        ClassPathBeans beans = new ClassPathBeans();
        beans.start();
        return beans;
    }

    static ClassPathBeans get() {
        return ONLY;
    }

    @Override
    @SuppressWarnings({"rawtypes", "overrides"}) // as the overridden method has it
    protected List<BeanDefinitionReference> resolveBeanDefinitionReferences() {
        return super.resolveBeanDefinitionReferences().stream()
                .filter(bean -> !bean.isContextScope() && !startsByItself(bean))
                .toList();
    }

    private static boolean startsByItself(BeanDefinitionReference<?> bean) {
        // By name as far as possible: asking for its type loads the class, and these are hundreds.
        if (bean.getBeanDefinitionName().startsWith(MICRONAUT)) {
            return bean.getBeanDefinitionName().startsWith(KAFKA_LISTENERS);
        }
        if (!bean.isPresent()) {
            return false;
        }
        Class<?> type = bean.getBeanType();
        return ApplicationEventListener.class.isAssignableFrom(type)
                || ExecutableMethodProcessor.class.isAssignableFrom(type);
    }
}
