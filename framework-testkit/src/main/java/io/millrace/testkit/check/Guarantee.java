package io.millrace.testkit.check;

/** One promise about histories: a pure function from what happened to what is wrong with it. */
public final class Guarantee {
    private final String id;
    private final String name;
    private final String promise;
    private final Rule rule;

    /** Looks at all that a history tells of a promise. */
    @FunctionalInterface
    interface Rule {
        void check(History history, Findings findings);
    }

    Guarantee(String id, String name, String promise, Rule rule) {
        this.id = id;
        this.name = name;
        this.promise = promise;
        this.rule = rule;
    }

    /** G0, G1, ... */
    public String id() {
        return id;
    }

    public String name() {
        return name;
    }

    /** What holds, in words. */
    public String promise() {
        return promise;
    }

    /** Looks at a history. */
    public Verdict of(History history) {
        Findings findings = new Findings(id);
        rule.check(history, findings);
        return findings.verdict();
    }

    @Override
    public String toString() {
        return id + " " + name;
    }
}
