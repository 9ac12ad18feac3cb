package io.millrace.processor;

import io.micronaut.inject.ast.ClassElement;
import io.micronaut.inject.ast.ElementQuery;
import io.micronaut.inject.ast.MethodElement;
import io.millrace.api.Packed;

/** Classes that bring their own bytes, as the state codec expects them. */
final class Packing {
    private Packing() {}

    /** Whether values of exactly this class are stored in their own bytes; a sealed type's permitted classes may be. */
    static boolean is(ClassElement type) {
        return !type.isArray() && !type.isAbstract() && !type.isInterface() && type.isAssignable(Packed.class);
    }

    static boolean wellFormed(ClassElement type) {
        return type.isFinal()
                && SourceTypes.arguments(type).isEmpty()
                && type
                        .getEnclosedElements(
                                ElementQuery.ALL_METHODS.onlyDeclared().named("fromBytes"))
                        .stream()
                        .anyMatch(method -> reads(method, type));
    }

    private static boolean reads(MethodElement method, ClassElement type) {
        return method.isStatic()
                && !method.isPrivate()
                && SourceTypes.name(method.getReturnType()).equals(SourceTypes.name(type))
                && method.getParameters().length == 1
                && SourceTypes.name(method.getParameters()[0].getType()).equals("byte[]");
    }

    /** How such a class must be made. */
    static String form(ClassElement type) {
        String name = SourceTypes.shown(type);
        return "a Packed class is final, has no type parameters, and a static " + name
                + " fromBytes(byte[] bytes) that is not private";
    }
}
