package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.MethodElement;
import io.millrace.model.ErrorCode;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * Finds the inputs that a static method belongs to: by the type of the body that it takes, or by the topics it names.
 *
 * @param unmatched reported where there is none
 * @param ambiguous reported where the type alone does not tell
 */
record InputMatcher(List<Listener.Input> inputs, Problems problems, ErrorCode unmatched, ErrorCode ambiguous) {
    /** Indexes of the inputs; empty after a problem. */
    List<Integer> of(MethodElement method, String shown, ClassElement type, String[] topics) {
        if (topics.length > 0) {
            return named(method, shown, List.of(topics), type);
        }
        String name = SourceTypes.name(type);
        List<Integer> found = where(input -> input.body().name().equals(name));
        if (found.isEmpty()) {
            found = where(input -> takes(type, input));
        }
        if (found.isEmpty()) {
            problems.add(
                    unmatched,
                    method,
                    shown + " takes " + SourceTypes.shown(type) + ", which is no input's body: take one of "
                            + bodies());
        } else if (found.stream().map(i -> inputs.get(i).method()).distinct().count() > 1) {
            problems.add(
                    ambiguous,
                    method,
                    shown + " may belong to several inputs, " + names(found) + ": say which with topics = {\""
                            + inputs.get(found.get(0)).model().name() + "\"}");
            return List.of();
        }
        return found;
    }

    private List<Integer> named(MethodElement method, String shown, List<String> topics, ClassElement type) {
        for (String topic : topics) {
            List<Integer> found = where(input -> input.model().name().equals(topic));
            if (found.isEmpty()) {
                problems.add(
                        unmatched,
                        method,
                        shown + " names '" + topic + "', which is no input here: known are "
                                + names(where(any -> true)));
            } else if (!takes(type, inputs.get(found.get(0)))) {
                problems.add(
                        unmatched,
                        method,
                        shown + " takes " + SourceTypes.shown(type) + " but '" + topic + "' carries "
                                + inputs.get(found.get(0)).body().shown());
            }
        }
        return where(input -> topics.contains(input.model().name()) && takes(type, input));
    }

    private static boolean takes(ClassElement type, Listener.Input input) {
        String body = input.body().name();
        return SourceTypes.name(type).equals(body) || bodyType(input).isAssignable(type);
    }

    private static ClassElement bodyType(Listener.Input input) {
        for (var parameter : input.method().getParameters()) {
            if (SourceTypes.name(parameter.getGenericType()).equals(input.body().name()) && !Keys.isKey(parameter)) {
                return parameter.getGenericType();
            }
        }
        throw new IllegalStateException("input without body: " + input.model().name());
    }

    private List<Integer> where(Predicate<Listener.Input> wanted) {
        return IntStream.range(0, inputs.size())
                .filter(i -> wanted.test(inputs.get(i)))
                .boxed()
                .toList();
    }

    private String names(List<Integer> indexes) {
        return String.join(
                ", ",
                indexes.stream()
                        .map(i -> "'" + inputs.get(i).model().name() + "'")
                        .toList());
    }

    private String bodies() {
        return String.join(
                ", ",
                inputs.stream().map(input -> input.body().shown()).distinct().toList());
    }
}
