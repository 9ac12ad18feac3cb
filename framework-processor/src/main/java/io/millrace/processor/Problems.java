package io.millrace.processor;

import io.micronaut.inject.ast.Element;
import io.micronaut.inject.visitor.VisitorContext;
import io.millrace.model.ErrorCode;
import java.util.function.ToLongFunction;

/** Reports to the compiler, each problem on the line of its element, and remembers whether a listener has any. */
final class Problems {
    private final VisitorContext context;
    private boolean any;

    Problems(VisitorContext context) {
        this.context = context;
    }

    void add(ErrorCode code, Element where, String message) {
        String text = code.code() + ": " + message;
        switch (code.level()) {
            case ERROR -> {
                any = true;
                context.fail(text, where);
            }
            case WARNING -> context.warn(text, where);
            case NOTE -> context.info(text, where);
        }
    }

    boolean any() {
        return any;
    }

    /** The duration in milliseconds, or the stand-in if it is empty or was refused. */
    long duration(ToLongFunction<String> parser, String text, long standIn, Element where) {
        return text.isEmpty() ? standIn : required(parser, text, standIn, where);
    }

    /** The same where a duration must be written: an empty one is refused too. */
    long required(ToLongFunction<String> parser, String text, long standIn, Element where) {
        try {
            return parser.applyAsLong(text);
        } catch (IllegalArgumentException refused) {
            add(ErrorCode.DURATION, where, String.valueOf(refused.getMessage()));
            return standIn;
        }
    }
}
