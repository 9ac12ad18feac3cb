package io.millrace.state.codec;

import io.millrace.state.codec.Schema.Again;
import io.millrace.state.codec.Schema.Components;
import io.millrace.state.codec.Schema.Constants;
import io.millrace.state.codec.Schema.Container;
import io.millrace.state.codec.Schema.OneOf;
import io.millrace.state.codec.Schema.Simple;
import io.millrace.state.codec.Schema.Structure;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** What may become of a schema, and what may not. */
final class SchemaChange {
    /** Inside records these are written alike, so that each may become one that stands behind it. */
    private static final List<String> WIDENING = List.of("Short", "Integer", "Long");

    private SchemaChange() {}

    /** Components may come and go; constants and permitted classes may come. */
    static void refuse(String at, Schema stored, Schema now, boolean inRecord, List<String> refusals) {
        if (stored instanceof Structure was && now instanceof Structure is) {
            was.versions().forEach((version, components) -> {
                Components same = is.versions().get(version);
                if (same == null) {
                    refusals.add(place(at) + "values of version " + version + " were written, the code knows "
                            + is.versions().keySet()
                            + ": keep each record that an @Upcast method takes, and do not go back");
                } else {
                    refuseMembers(at, components.types(), same.types(), refusals);
                }
            });
        } else if (stored instanceof OneOf was && now instanceof OneOf is) {
            refuseMissing(at, was.permitted().keySet(), is.permitted().keySet(), refusals);
            refuseMembers(at, was.permitted(), is.permitted(), refusals);
        } else if (stored instanceof Constants was && now instanceof Constants is) {
            refuseMissing(at, was.names(), is.names(), refusals);
        } else if (stored instanceof Container was
                && now instanceof Container is
                && was.kind().equals(is.kind())
                && was.parts().size() == is.parts().size()) {
            for (int i = 0; i < was.parts().size(); i++) {
                refuse(at, was.parts().get(i), is.parts().get(i), false, refusals);
            }
        } else if (!stored.equals(now) && !(inRecord && widens(stored, now))) {
            refusals.add(place(at) + "was " + stored.text() + " and is " + now.text());
        }
    }

    private static void refuseMembers(
            String at, Map<String, Schema> stored, Map<String, Schema> now, List<String> refusals) {
        stored.forEach((name, was) -> {
            Schema is = now.get(name);
            if (is != null) {
                refuse(at.isEmpty() ? name : at + "." + name, was, is, true, refusals);
            }
        });
    }

    private static void refuseMissing(
            String at, Iterable<String> stored, java.util.Set<String> now, List<String> refusals) {
        for (String name : stored) {
            if (!now.contains(name)) {
                refusals.add(place(at) + name + " is gone, but values may hold it");
            }
        }
    }

    private static boolean widens(Schema stored, Schema now) {
        return stored instanceof Simple was
                && now instanceof Simple is
                && WIDENING.contains(was.type())
                && WIDENING.indexOf(was.type()) < WIDENING.indexOf(is.type());
    }

    private static String place(String at) {
        return at.isEmpty() ? "" : at + ": ";
    }

    /** Both may be read by the second. */
    static Schema union(Schema stored, Schema now) {
        if (stored instanceof Structure was && now instanceof Structure is) {
            TreeMap<Integer, Components> versions = new TreeMap<>(is.versions());
            was.versions().forEach((version, components) -> {
                Components same = versions.getOrDefault(version, new Components(new TreeMap<>()));
                versions.put(version, new Components(union(components.types(), same.types())));
            });
            return new Structure(versions);
        } else if (stored instanceof OneOf was && now instanceof OneOf is) {
            return new OneOf(union(was.permitted(), is.permitted()));
        } else if (stored instanceof Constants was && now instanceof Constants is) {
            TreeSet<String> names = new TreeSet<>(was.names());
            names.addAll(is.names());
            return new Constants(names);
        } else if (stored instanceof Container was && now instanceof Container is) {
            return new Container(
                    is.kind(),
                    java.util.stream.IntStream.range(0, is.parts().size())
                            .mapToObj(i -> union(was.parts().get(i), is.parts().get(i)))
                            .toList());
        }
        return now instanceof Again ? stored : now;
    }

    private static TreeMap<String, Schema> union(Map<String, Schema> stored, Map<String, Schema> now) {
        TreeMap<String, Schema> both = new TreeMap<>(stored);
        now.forEach((name, is) -> {
            Schema was = both.get(name);
            both.put(name, was == null ? is : union(was, is));
        });
        return both;
    }
}
