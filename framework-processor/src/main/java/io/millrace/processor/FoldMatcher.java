package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.MethodElement;
import io.micronaut.inject.visitor.VisitorContext;
import io.millrace.api.Fold;
import io.millrace.api.Unfold;
import io.millrace.model.ErrorCode;
import io.millrace.model.RollingModel;
import io.millrace.model.StoreKind;
import io.millrace.model.StoreModel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Brings rolling stores together with what folds them: methods of the handler, or an aggregate class. */
final class FoldMatcher {
    private final ClassElement handler;
    private final List<HandleReader.StoreHandle> handles;
    private final VisitorContext context;
    private final Problems problems;

    FoldMatcher(
            ClassElement handler, List<HandleReader.StoreHandle> handles, VisitorContext context, Problems problems) {
        this.handler = handler;
        this.handles = handles;
        this.context = context;
        this.problems = problems;
    }

    List<Listener.Store> match(List<MethodElement> folds, List<MethodElement> unfolds) {
        Map<String, MethodElement> foldOf = byStore(folds, Fold.class);
        Map<String, MethodElement> unfoldOf = byStore(unfolds, Unfold.class);
        List<Listener.Store> stores = new ArrayList<>();
        for (HandleReader.StoreHandle handle : handles) {
            String name = handle.model().name();
            Listener.Folding folding = handle.model().kind() == StoreKind.ROLLING
                    ? folding(handle, foldOf.get(name), unfoldOf.get(name))
                    : null;
            StoreModel model = withUnfold(handle.model(), folding != null && folding.unfold() != null);
            stores.add(new Listener.Store(model, handle.types(), handle.where(), folding));
        }
        return stores;
    }

    private Map<String, MethodElement> byStore(List<MethodElement> methods, Class<?> annotation) {
        Map<String, MethodElement> byStore = new HashMap<>();
        for (MethodElement method : methods) {
            if (WindowReader.isWindow(method)) {
                continue;
            }
            String name = method.stringValue(annotation.getName()).orElse("");
            String shown = "@" + annotation.getSimpleName() + "(\"" + name + "\")";
            HandleReader.StoreHandle handle = rolling(name);
            if (handle == null) {
                problems.add(
                        ErrorCode.FOLD_UNMATCHED,
                        method,
                        shown + " names no rolling state of this listener: known are " + rollingNames());
            } else if (byStore.putIfAbsent(name, method) != null) {
                problems.add(ErrorCode.FOLD_TWICE, method, shown + " is there twice: keep one method");
            } else {
                checkSignature(method, shown, handle);
            }
        }
        return byStore;
    }

    private void checkSignature(MethodElement method, String shown, HandleReader.StoreHandle handle) {
        SourceType element = handle.types().get(0);
        SourceType soFar = handle.types().get(1);
        boolean right = method.getParameters().length == 2
                && SourceTypes.name(method.getGenericReturnType()).equals(soFar.name())
                && SourceTypes.name(method.getParameters()[0].getGenericType()).equals(soFar.name())
                && SourceTypes.name(method.getParameters()[1].getGenericType()).equals(element.name());
        boolean nothingFits = right && !method.getParameters()[0].isPrimitive();
        if (!nothingFits) {
            boolean fold = shown.startsWith("@Fold");
            problems.add(
                    ErrorCode.FOLD_SIGNATURE,
                    method,
                    shown + " does not fit RollingState<" + element.shown() + ", " + soFar.shown() + ">: write static "
                            + soFar.shown() + " " + method.getName() + "(" + (fold ? "@Nullable " : "") + soFar.shown()
                            + " soFar, " + element.shown() + (fold ? " added)" : " removed)"));
        }
    }

    private Listener.@Nullable Folding folding(
            HandleReader.StoreHandle handle, @Nullable MethodElement fold, @Nullable MethodElement unfold) {
        String name = handle.model().name();
        if (handle.aggregate() != null) {
            if (fold != null || unfold != null) {
                problems.add(
                        ErrorCode.FOLD_TWICE,
                        handle.where(),
                        "rolling state '" + name + "' has an aggregate class and methods: keep one");
            }
            return aggregate(handle, handle.aggregate());
        }
        if (fold == null) {
            String element = handle.types().get(0).shown();
            String soFar = handle.types().get(1).shown();
            problems.add(
                    ErrorCode.NO_FOLD,
                    handle.where(),
                    "rolling state '" + name + "' has no fold: add @Fold(\"" + name + "\") static " + soFar
                            + " fold(@Nullable " + soFar + " soFar, " + element
                            + " added), or @Rolling(aggregate = ..)");
            return null;
        }
        String type = handler.getCanonicalName() + ".";
        return new Listener.Folding(
                type + call(fold, handle), unfold == null ? null : type + call(unfold, handle), List.of());
    }

    private static String call(MethodElement method, HandleReader.StoreHandle handle) {
        return method.getName() + "(" + handle.types().get(1).cast("soFar") + ", "
                + handle.types().get(0).cast("element") + ")";
    }

    private Listener.@Nullable Folding aggregate(HandleReader.StoreHandle handle, String className) {
        ClassElement type = context.getClassElement(className).orElse(null);
        if (type == null) {
            return null;
        }
        List<ClassElement> arguments =
                List.copyOf(type.getTypeArguments("io.millrace.api.Aggregate").values());
        SourceType element = handle.types().get(0);
        SourceType soFar = handle.types().get(1);
        boolean made = !type.isAbstract()
                && !type.isPrivate()
                && type.getDefaultConstructor().filter(c -> !c.isPrivate()).isPresent();
        if (!made
                || arguments.size() != 2
                || !SourceTypes.name(arguments.get(0)).equals(element.name())
                || !SourceTypes.name(arguments.get(1)).equals(soFar.name())) {
            problems.add(
                    ErrorCode.FOLD_SIGNATURE,
                    handle.where(),
                    "aggregate " + SourceTypes.shown(type) + " does not fit: it must be an Aggregate<" + element.shown()
                            + ", " + soFar.shown()
                            + "> with a constructor without parameters, neither of them private");
            return null;
        }
        boolean removes = type.getEnclosedElements(ElementQuery.ALL_METHODS.named("remove")).stream()
                .anyMatch(m -> !m.getDeclaringType().getName().equals("io.millrace.api.Aggregate"));
        String constant = "FOLD_" + handles.indexOf(handle);
        String typed = element.cast("element") + ")";
        String add = constant + ".add(soFar == null ? " + constant + ".empty() : " + soFar.cast("soFar") + ", " + typed;
        String remove = constant + ".remove(" + soFar.cast("soFar") + ", " + typed;
        String declaration = "private static final " + type.getCanonicalName() + " " + constant + " = new "
                + type.getCanonicalName() + "();";
        return new Listener.Folding(add, removes ? remove : null, List.of(declaration));
    }

    private static StoreModel withUnfold(StoreModel store, boolean unfold) {
        RollingModel rolling = store.rolling();
        if (rolling == null) {
            return store;
        }
        return new StoreModel(
                store.name(),
                store.kind(),
                store.types(),
                store.ttlMs(),
                store.maxEntries(),
                new RollingModel(rolling.sizes(), rolling.sizesMs(), rolling.delayMs(), unfold));
    }

    private HandleReader.@Nullable StoreHandle rolling(String name) {
        return handles.stream()
                .filter(handle -> handle.model().kind() == StoreKind.ROLLING)
                .filter(handle -> handle.model().name().equals(name))
                .findFirst()
                .orElse(null);
    }

    private List<String> rollingNames() {
        return handles.stream()
                .map(HandleReader.StoreHandle::model)
                .filter(store -> store.kind() == StoreKind.ROLLING)
                .map(StoreModel::name)
                .toList();
    }
}
