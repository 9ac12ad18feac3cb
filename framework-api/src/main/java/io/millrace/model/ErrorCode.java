package io.millrace.model;

import java.util.EnumSet;
import java.util.Set;

/**
 * The index of everything the compiler, and the start after configuration overrides, may refuse in a listener. Codes are
 * stable: a number is never used for another meaning.
 */
public enum ErrorCode {
    HANDLER_SHAPE(101, "Not a handler class", "Write a record, or a class whose constructor takes its handles."),
    HEAP_STATE(102, "State on the heap", "Make the field final and a constructor parameter; keep state in a handle."),
    HANDLER_ANNOTATION(
            103, "An annotation that clashes", "Remove it: the engine makes, calls and fails handlers itself."),
    PRIVATE(104, "Not reachable for generated code", "Drop private: generated code stands in the same package."),

    OLD_CLIENTS(
            109,
            "Kafka's clients are too old",
            "Set the versions that fit: the message has the lines of the pom to paste."),

    STATIC(110, "Static or not", "Handlers are instance methods; event time, tie-breaks and folds are static."),
    BODY(111, "Not exactly one message body", "Take one parameter without annotation: the message."),
    PARAMETER(112, "A parameter that cannot be given", "Take the key, the body, headers or RecordInfo."),
    RETURN_TYPE(113, "A wrong return type", "Return nothing, or the message for the topic that @To names."),
    ROLES(114, "Several roles in one method", "Write one method for each."),
    VALIDATION(115, "Validation that nobody would do", "Write @Valid on the body, with a validator on the class path."),
    TYPE(116, "A type that is not fully known", "Write it with all its type arguments."),
    THROWS(117, "Throws too much", "Declare Exception or less."),
    MISPLACED(118, "An annotation without meaning there", "Remove it, or make the method what it is meant to be."),

    INPUT_TWICE(120, "One topic, two methods", "Keep one method and branch in it."),
    TOPIC(121, "Not one plain topic", "Write the topic's name; placeholders are allowed, patterns are not."),
    NO_INPUT(122, "Nothing to listen to", "Add a method with @Topic or @Repartition."),
    NO_KEY(123, "No key", "Take the key in one method at least: @KafkaKey String key."),
    KEY_MISMATCH(124, "Keys of several types", "All inputs of a listener have one key type: state is by key."),
    KEY_TYPE(125, "A type that cannot be a key", "Use String, Integer, Long, UUID, byte[], or a @CanonicalKey."),
    TIME_UNMATCHED(126, "Event time or tie-break of no input", "Take an input's body, or name inputs with topics."),
    TIME_AMBIGUOUS(127, "Event time or tie-break of several inputs", "Say which inputs are meant with topics."),
    HEADER(128, "A header that belongs to the engine", "Use a name that does not begin with millrace."),

    NAME(130, "A name that is not allowed", "Use " + Names.FORM + "."),
    NAME_TWICE(131, "One name, two things", "Give one of them another name."),
    STORE_ID(132, "Two names, one store id", "Rename one: ids are 32-bit hashes of names and these collide."),
    DURATION(133, "Not a duration", "Write a number with ms, s, m, h or d, or ISO-8601."),
    NO_FOLD(134, "A rolling state that is not folded", "Add a static @Fold method of that name."),
    FOLD_UNMATCHED(135, "A fold of nothing", "Name a rolling state of this listener."),
    NO_TIMER_METHOD(136, "A timer that nobody handles", "Add an @OnTimer method of that name."),
    TIMER_UNMATCHED(137, "A method for no timer", "Name a timer of this listener."),
    HANDLE(138, "A handle that says too little", "Add the annotation that it needs."),
    HANDLE_ANNOTATION(139, "An annotation that does not fit the handle", "Remove it, or use another handle."),
    FOLD_TWICE(140, "Folded in two ways", "Keep one: @Fold and @Unfold methods, or an aggregate class."),
    FOLD_SIGNATURE(141, "A fold with wrong types", "Write static A add(@Nullable A soFar, E element)."),
    WINDOW_SIZES(142, "Rolling windows without distinct sizes", "Name each size once."),
    LIMIT(143, "A limit that cannot be", "Stay within the bounds that the message names."),
    STORED_TYPE(
            144,
            "A type that cannot be stored",
            "Use records, enums, sealed interfaces, simple types, collections, Packed classes."),
    MAP_KEY(145, "A type that cannot be a map state's key", "Use a simple type that has an order, or an enum."),
    TIMER_ID(146, "A type that cannot be a timer's id", "Equal ids need equal bytes: simple types, enums, records."),

    LATE_TO(150, "A late topic without order", "Set order = EVENT_TIME, or remove lateTo."),
    REPARTITION_KEY(151, "A re-keyed topic with two key types", "Reader and writer take the same key type."),
    REPARTITION_UNWRITTEN(152, "A re-keyed topic that nobody here writes", "Fine if another jar's listener writes it."),
    LISTENER_TWICE(153, "Two listeners of one name", "Rename one: the name is part of group and topics."),
    REPARTITION_TWICE(154, "A re-keyed topic with two writers", "The topic belongs to one writing listener."),
    ORDER_UNUSED(155, "A rank without an order", "Set order = EVENT_TIME, or remove @Priority and @TieBreak."),
    WATERMARK_TWICE(156, "Two ways to make one watermark", "Keep one: disorder, @Watermark, or @InputTime."),
    WATERMARK_BOUNDS(157, "A disorder that cannot be learned", "Set onTime, and outOfOrderMax above outOfOrder."),
    ORDER_BY_CLOCK(158, "Event-time order without event time", "Use ingestion time, or the order of arrival."),

    COPIED(
            160,
            "Values that are copied",
            "Fine, but a record of unchangeable values, or one with @Immutable, needs no copy."),
    NOT_SERDEABLE(161, "A message that JSON cannot carry", "Write @Serdeable, or register a serde of your own."),

    MANIFEST_ABSENT(170, "No committed manifest", "Copy the new one beside your sources and commit it."),
    MANIFEST_DIFFERS(
            171, "The manifest has changed", "Read what the change does to stored data, then copy the new one."),
    MANIFEST_UNREADABLE(172, "A committed manifest that cannot be read", "Copy the new one over it."),

    NO_WINDOW_FOLD(
            180,
            "A window that is not folded",
            "Add @Fold of that name to the method: static A add(@Nullable A soFar, E body)."),
    NO_WINDOW_METHOD(181, "A window whose result nobody takes", "Add an @OnWindow method of that name."),
    WINDOW_UNMATCHED(182, "A method for no window", "Name a window of this listener."),
    WINDOW_SIGNATURE(183, "A window's method with wrong types", "Take and return the window's accumulator."),
    NO_MERGE(
            184,
            "Windows without merge",
            "Add a static @Merge method of that name: A merge(A earlier, A later), or fold into a Mergeable."),
    EMISSION(185, "An @Emit that contradicts itself or gives no result", "Set atClose, onUpdate, every or count."),
    NEVER_LATE(186, "Lateness without event time", "Remove allowedLateness and lateTo, or count event time."),
    WINDOW_INPUT(187, "A window of no input", "Take an input's body, or name inputs with topics."),
    GAP(188, "A session without a gap, or with two", "Write gap = \"..\", or add a static @Gap method of that name."),
    NESTING(189, "Steps or levels that do not fit into each other", "Make each a whole multiple of the one before."),
    ASSIGNER(
            190,
            "A window assigner that cannot be made",
            "Make it a class of its own or a static one, not private, with a constructor without parameters.");

    /** What a finding stops. */
    public enum Level {
        /** Nothing: worth knowing. */
        NOTE,
        /** A build that takes warnings for errors. */
        WARNING,
        /** The build, and the start. */
        ERROR
    }

    private static final Set<ErrorCode> NOTES = EnumSet.of(REPARTITION_UNWRITTEN, COPIED);
    private static final Set<ErrorCode> WARNINGS = EnumSet.of(NOT_SERDEABLE, MANIFEST_ABSENT);

    private final int number;
    private final String title;
    private final String remedy;

    ErrorCode(int number, String title, String remedy) {
        this.number = number;
        this.title = title;
        this.remedy = remedy;
    }

    /** Such as {@code MR-0131}. */
    public String code() {
        return String.format("MR-%04d", number);
    }

    /** The matter in a few words. */
    public String title() {
        return title;
    }

    /** What to do, in general; a finding's message says it for the case at hand. */
    public String remedy() {
        return remedy;
    }

    public Level level() {
        return NOTES.contains(this) ? Level.NOTE : WARNINGS.contains(this) ? Level.WARNING : Level.ERROR;
    }

    /** False: nothing is refused. */
    public boolean isError() {
        return level() == Level.ERROR;
    }
}
