package io.millrace.model;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/** How things are named, and which names are allowed. */
public final class Names {
    /** What a listener, store, timer, output or re-key topic may be called. */
    public static final String FORM = "[a-z][a-z0-9-]{0,62}";

    /** Header names that begin so are the engine's own. */
    public static final String RESERVED_HEADERS = "millrace.";

    private static final Pattern NAME = Pattern.compile(FORM);
    private static final Pattern TOPIC = Pattern.compile("[a-zA-Z0-9._-]{1,249}");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{[^}]+}");
    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|_+");

    private Names() {}

    public static boolean allowed(String name) {
        return NAME.matcher(name).matches();
    }

    /** Whether Kafka takes it as a topic's name, placeholders such as {@code ${topics.in}} aside. */
    public static boolean topicAllowed(String topic) {
        String plain = PLACEHOLDER.matcher(topic).replaceAll("x");
        return TOPIC.matcher(plain).matches() && !plain.equals(".") && !plain.equals("..");
    }

    /** A Java name as a store's or timer's: {@code lastSeen} becomes {@code last-seen}. */
    public static String kebab(String javaName) {
        return HUMP.matcher(javaName).replaceAll("-").toLowerCase(Locale.ROOT);
    }

    /** What stands for a store in keys: the CRC32 of its name, so that adding one store moves no other. */
    public static int storeId(String name) {
        CRC32 crc = new CRC32();
        crc.update(name.getBytes(StandardCharsets.UTF_8));
        return (int) crc.getValue();
    }
}
