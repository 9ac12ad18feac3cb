package io.millrace.config;

import org.jspecify.annotations.Nullable;

/**
 * One setting: where it stands, how it is written, what it means. Made in {@link Settings} only.
 *
 * @param <T> what it is read as
 */
public final class Setting<T> {
    /** Whose setting it is, which decides the properties it is read from. */
    enum Scope {
        /** {@code millrace.<name>}. */
        SERVICE("The service"),
        /** {@code millrace.inputs.<topic>.<name>}, the topic as the listener calls it. */
        INPUT("An input topic"),
        /** {@code millrace.listeners.<listener>.<name>}, else {@code millrace.defaults.<name>}. */
        LISTENER("A listener"),
        /** {@code millrace.listeners.<listener>.state.<store>.<name>}. */
        STORE("A store"),
        /** {@code millrace.listeners.<listener>.windows.<window>.<name>}. */
        WINDOW("A window");

        final String title;

        Scope(String title) {
            this.title = title;
        }
    }

    private final Scope scope;
    private final String name;
    private final Form<T> form;
    private final @Nullable String standard;
    private final String meaning;

    Setting(Scope scope, String name, Form<T> form, @Nullable String standard, String meaning) {
        this.scope = scope;
        this.name = name;
        this.form = form;
        this.standard = standard;
        this.meaning = meaning;
    }

    Scope scope() {
        return scope;
    }

    /** The last part of the property's name. */
    public String name() {
        return name;
    }

    Form<T> form() {
        return form;
    }

    /** The framework's default as it would be written; null where there is none. */
    @Nullable
    String standard() {
        return standard;
    }

    String meaning() {
        return meaning;
    }

    @Override
    public String toString() {
        return name;
    }
}
