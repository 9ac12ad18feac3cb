package io.millrace.processor;

import io.micronaut.context.annotation.Executable;
import io.micronaut.context.annotation.Parameter;
import io.micronaut.context.annotation.Prototype;
import io.micronaut.core.order.Ordered;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.Element;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.ast.ParameterElement;
import io.micronaut.inject.visitor.TypeElementVisitor;
import io.micronaut.inject.visitor.VisitorContext;
import io.micronaut.inject.writer.GeneratedFile;
import io.millrace.api.StatefulListener;
import io.millrace.model.ErrorCode;
import io.millrace.model.Finding;
import io.millrace.model.Manifest;
import io.millrace.model.Rules;
import io.millrace.spi.Binding;
import io.millrace.spi.HandleRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the compiler does for each {@code @StatefulListener}: read it, apply the rules, write its binding and manifest,
 * and make it a bean that Micronaut creates per task.
 *
 * <p>Aggregating, because some rules are about all listeners of a module.
 */
public final class StatefulListenerVisitor implements TypeElementVisitor<StatefulListener, Object> {
    private final Map<String, Listener> listeners = new LinkedHashMap<>();

    @Override
    public VisitorKind getVisitorKind() {
        return VisitorKind.AGGREGATING;
    }

    @Override
    public Set<String> getSupportedAnnotationNames() {
        return Set.of(StatefulListener.class.getName());
    }

    @Override
    public Set<String> getSupportedOptions() {
        return Set.of(MessageRules.OPTION);
    }

    /** After all others: what they add to parameters and methods is taken away again. */
    @Override
    public int getOrder() {
        return Ordered.LOWEST_PRECEDENCE;
    }

    @Override
    public void visitClass(ClassElement element, VisitorContext context) {
        Problems problems = new Problems(context);
        ClassPath.check(element, context, problems);
        Listener listener = new ListenerReader(element, context, problems).read();
        for (Finding finding : Rules.check(listener.model())) {
            if (finding.code() == ErrorCode.NO_INPUT && listener.anyInput()) {
                continue; // Its methods have problems of their own, already reported.
            }
            problems.add(finding.code(), listener.where(finding.subject()), finding.message());
        }
        noteCopies(listener, problems);
        boolean firstOfName = listeners.values().stream()
                .noneMatch(other -> other.model().name().equals(listener.model().name()));
        listeners.put(element.getName(), listener);
        if (!problems.any() && firstOfName) {
            makeBean(listener);
            write(listener, context);
            new CommittedManifest(context, problems).compare(listener);
        }
    }

    @Override
    public void finish(VisitorContext context) {
        Problems problems = new Problems(context);
        for (Finding finding : Rules.checkTogether(
                listeners.values().stream().map(Listener::model).toList())) {
            listeners.values().stream()
                    .filter(listener -> listener.model().name().equals(finding.listener()))
                    .reduce((first, last) -> last)
                    .ifPresent(listener ->
                            problems.add(finding.code(), listener.where(finding.subject()), finding.message()));
        }
        listeners.clear();
    }

    private static void noteCopies(Listener listener, Problems problems) {
        for (Listener.Store store : listener.stores()) {
            store.types().stream()
                    .filter(type -> !type.model().immutable())
                    .findFirst()
                    .ifPresent(type -> noteCopies(store.model().name(), type, store.where(), problems));
        }
        for (Listener.Window window : listener.windows()) {
            if (!window.accumulator().model().immutable()) {
                noteCopies(window.model().name(), window.accumulator(), window.where(), problems);
            }
        }
    }

    /** What a changeable type costs is said once, where it is chosen. */
    private static void noteCopies(String name, SourceType type, Element where, Problems problems) {
        problems.add(
                ErrorCode.COPIED,
                where,
                "'" + name + "' holds " + type.shown()
                        + ", which may change in place: each record gets a copy through the"
                        + " codec; a record of unchangeable values, or one with @Immutable, is shared as it is");
    }

    /** Handles come from the engine by parameter name; all else is Micronaut's, but nothing of it may listen. */
    private static void makeBean(Listener listener) {
        ClassElement handler = listener.handler();
        handler.annotate(Prototype.class);
        Set<String> handles =
                listener.handles().stream().map(HandleRef::parameter).collect(Collectors.toSet());
        for (ParameterElement parameter : handler.getPrimaryConstructor()
                .map(MethodElement::getParameters)
                .orElse(ParameterElement.ZERO_PARAMETER_ELEMENTS)) {
            if (handles.contains(parameter.getName())) {
                parameter.annotate(Parameter.class);
            }
        }
        listener.inputs().stream().map(Listener.Input::method).distinct().forEach(method -> {
            method.removeAnnotation(Foreign.TOPIC);
            method.removeAnnotation(Foreign.TOPICS);
            method.removeStereotype(Executable.class);
            ValidationRules.takeAway(method);
        });
        handler.removeAnnotation(Foreign.REQUIRES_VALIDATION);
    }

    private static void write(Listener listener, VisitorContext context) {
        ClassElement handler = listener.handler();
        String name = BindingWriter.simpleName(listener);
        String packageName = handler.getPackageName();
        write(context.visitGeneratedSourceFile(packageName, name, handler), new BindingWriter(listener).write());
        write(
                context.visitMetaInfFile("millrace/" + listener.model().name() + ".json", handler),
                Manifest.toJson(listener.model()));
        if (!listener.storedTypes().isEmpty()) {
            write(
                    context.visitMetaInfFile(NativeImage.path(listener.model().name()), handler),
                    NativeImage.metadata(listener.storedTypes()));
        }
        context.visitServiceDescriptor(Binding.class, packageName + "." + name, handler);
    }

    private static void write(Optional<GeneratedFile> file, String text) {
        try {
            if (file.isPresent()) {
                file.get().write(writer -> writer.write(text));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
