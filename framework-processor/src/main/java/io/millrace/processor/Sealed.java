package io.millrace.processor;

import io.micronaut.annotation.processing.visitor.JavaNativeElement;
import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.visitor.VisitorContext;
import java.util.List;
import java.util.Optional;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;

/** What Micronaut's view of a type does not tell: which types a sealed one permits. */
final class Sealed {
    private Sealed() {}

    /** The permitted types in the order of the source; empty if the type is not sealed. */
    static List<ClassElement> permitted(ClassElement type, VisitorContext context) {
        if (type.isArray()
                || type.isPrimitive()
                || !(type.getNativeType() instanceof JavaNativeElement.Class declared)) {
            return List.of();
        }
        return declared.element().getPermittedSubclasses().stream()
                .map(each -> ((TypeElement) ((DeclaredType) each).asElement()).getQualifiedName())
                .map(name -> context.getClassElement(name.toString()))
                .flatMap(Optional::stream)
                .toList();
    }
}
