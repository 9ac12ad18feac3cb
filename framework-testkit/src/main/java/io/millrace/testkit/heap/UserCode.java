package io.millrace.testkit.heap;

import io.millrace.testkit.heap.ClassReferences.Member;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.security.CodeSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The classes that a listener's code may run, as far as they are the user's own: those that its class files name, and so on
 * from there. Libraries are not followed.
 */
public final class UserCode {
    private static final int CLASSES_MAX = 2_000;

    private final Set<URL> places = new HashSet<>();
    private final Set<URL> framework;
    private final Map<Class<?>, List<Member>> members = new HashMap<>();
    private final Set<Class<?>> classes = new LinkedHashSet<>();

    /**
     * @param beans classes of beans that the listeners are given; not followed if they come from a library
     * @param framework classes whose code is not the user's wherever it is met
     */
    public UserCode(Collection<Class<?>> listeners, Collection<Class<?>> beans, Collection<Class<?>> framework) {
        this.framework = places(framework);
        places.addAll(places(listeners));
        Deque<Class<?>> open = new ArrayDeque<>(listeners);
        // What a lambda does stands in the class around it.
        beans.forEach(bean -> open.add(bean.isHidden() ? bean.getNestHost() : bean));
        while (!open.isEmpty() && classes.size() < CLASSES_MAX) {
            Class<?> next = open.remove();
            if (owns(next) && classes.add(next)) {
                follow(next, open);
            }
        }
    }

    private static Set<URL> places(Collection<Class<?>> classes) {
        Set<URL> places = new HashSet<>();
        for (Class<?> type : classes) {
            URL place = place(type);
            if (place != null) {
                places.add(place);
            }
        }
        return places;
    }

    private static @Nullable URL place(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        return source == null ? null : source.getLocation();
    }

    /** Whether it is the user's: it stands where the listeners stand, or is not packed as libraries are. */
    boolean owns(Class<?> type) {
        URL place = place(type);
        if (place == null || type.isArray()) {
            return false;
        }
        return places.contains(place) || place.getPath().endsWith("/") && !framework.contains(place);
    }

    private void follow(Class<?> type, Deque<Class<?>> open) {
        List<Member> named = read(type);
        members.put(type, named);
        Set<String> owners = new LinkedHashSet<>();
        named.forEach(member -> owners.add(member.owner()));
        for (String owner : owners) {
            Class<?> other = find(owner, type.getClassLoader());
            if (other != null) {
                open.add(other);
            }
        }
        if (type.getSuperclass() != null) {
            open.add(type.getSuperclass());
        }
    }

    private static @Nullable Class<?> find(String owner, @Nullable ClassLoader loader) {
        if (owner.startsWith("[") || owner.startsWith("java/")) {
            return null;
        }
        try {
            return Class.forName(owner.replace('/', '.'), false, loader);
        } catch (ClassNotFoundException | LinkageError absent) {
            return null;
        }
    }

    private static List<Member> read(Class<?> type) {
        String file = "/" + type.getName().replace('.', '/') + ".class";
        try (InputStream in = type.getResourceAsStream(file)) {
            return in == null ? List.of() : ClassReferences.of(in);
        } catch (IOException unreadable) {
            return List.of();
        }
    }

    Set<Class<?>> classes() {
        return classes;
    }

    /** All calls that ask the clock or chance; those of the listeners come first. */
    public List<ImpureCall> impureCalls() {
        List<ImpureCall> calls = new ArrayList<>();
        classes.forEach(type -> calls.addAll(impureCalls(type)));
        return calls;
    }

    /** Those in one class. */
    public List<ImpureCall> impureCalls(Class<?> type) {
        List<ImpureCall> calls = new ArrayList<>();
        for (Member member : members.getOrDefault(type, List.of())) {
            ImpureCall call = ImpureCall.of(type, member);
            if (call != null) {
                calls.add(call);
            }
        }
        return calls;
    }
}
