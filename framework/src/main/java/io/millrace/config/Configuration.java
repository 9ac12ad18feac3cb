package io.millrace.config;

import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The {@code millrace.*} properties of one service, read through {@link Settings}.
 *
 * <p>Precedence: framework default, {@code millrace.defaults}, annotation, {@code millrace.listeners.<name>}. A value that
 * cannot be read is noted as a problem and stands for the default until all of them are told. Not thread-safe.
 */
public final class Configuration {
    private static final String ROOT = "millrace.";

    private final Function<String, @Nullable String> properties;
    private final Problems problems;

    /**
     * @param properties a property's value by its full name; null or blank if it is not set
     */
    public Configuration(Function<String, @Nullable String> properties, Problems problems) {
        this.properties = properties;
        this.problems = problems;
    }

    public Problems problems() {
        return problems;
    }

    /** What a service setting says, or its default. */
    public <T> T get(Setting<T> setting) {
        return find(setting).orElseGet(() -> standard(setting));
    }

    /** What a service setting says, if it says anything. */
    public <T> Optional<T> find(Setting<T> setting) {
        return read(ROOT + setting, setting);
    }

    /** Reads every service setting that is set, so that all of their mistakes are known before anything starts. */
    public void readService() {
        Settings.all().stream()
                .filter(setting -> setting.scope() == Setting.Scope.SERVICE)
                .forEach(this::find);
    }

    /** The same for those of a listener, its own and the common ones, those of its stores and windows aside. */
    public void readListener(String listener) {
        for (Setting<?> setting : Settings.all()) {
            if (setting.scope() == Setting.Scope.LISTENER) {
                read(ROOT + "defaults." + setting, setting);
                read(ROOT + "listeners." + listener + "." + setting, setting);
            }
        }
    }

    /** What a setting of an input says, or its default; the topic as the listener calls it. */
    public <T> T input(String topic, Setting<T> setting) {
        return findInput(topic, setting).orElseGet(() -> standard(setting));
    }

    /** What a setting of an input says, if it says anything. */
    public <T> Optional<T> findInput(String topic, Setting<T> setting) {
        return read(ROOT + "inputs." + topic + "." + setting, setting);
    }

    /** The real topic behind a name in the code. */
    public String topic(String name) {
        return text(ROOT + "topics.names." + name).orElse(name);
    }

    /** What a setting of a listener says, or its default. */
    public <T> T listener(String listener, Setting<T> setting) {
        return listener(listener, setting, standard(setting));
    }

    /**
     * What a setting of a listener says where an annotation may say it too.
     *
     * @param declared the annotation's value; one that equals the framework's default counts as not said
     */
    public <T> T listener(String listener, Setting<T> setting, T declared) {
        T standard = standard(setting);
        Optional<T> common = read(ROOT + "defaults." + setting, setting);
        return read(ROOT + "listeners." + listener + "." + setting, setting)
                .orElseGet(() -> declared.equals(standard) ? common.orElse(standard) : declared);
    }

    /** What a setting of a store says, or what its annotation does. */
    public <T> T store(String listener, String store, Setting<T> setting, T declared) {
        return read(ROOT + "listeners." + listener + ".state." + store + "." + setting, setting)
                .orElse(declared);
    }

    /** What a setting of a window says, or what its annotation does. */
    public <T> T window(String listener, String window, Setting<T> setting, T declared) {
        return read(ROOT + "listeners." + listener + ".windows." + window + "." + setting, setting)
                .orElse(declared);
    }

    private <T> Optional<T> read(String property, Setting<T> setting) {
        return text(property).flatMap(text -> {
            try {
                return Optional.of(setting.form().read().apply(text));
            } catch (IllegalArgumentException e) {
                problems.add(
                        setting.form().code(),
                        property + " = '" + text + "': write " + setting.form().allowed());
                return Optional.empty();
            }
        });
    }

    private static <T> T standard(Setting<T> setting) {
        String standard = setting.standard();
        if (standard == null) {
            throw new IllegalArgumentException(setting + " has no default: ask whether it is set");
        }
        return setting.form().read().apply(standard);
    }

    private Optional<String> text(String property) {
        return Optional.ofNullable(properties.apply(property)).map(String::trim).filter(text -> !text.isEmpty());
    }
}
