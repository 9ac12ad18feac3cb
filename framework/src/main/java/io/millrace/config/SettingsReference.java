package io.millrace.config;

import io.millrace.config.Setting.Scope;
import java.util.Map;

/** The page of the docs that lists every setting. A test compares it with what stands there. */
public final class SettingsReference {
    private static final Map<Scope, String> WHERE = Map.of(
            Scope.SERVICE, "`millrace.<setting>`",
            Scope.INPUT, "`millrace.inputs.<topic>.<setting>`, the topic as the listener calls it",
            Scope.LISTENER, "`millrace.listeners.<listener>.<setting>`, or `millrace.defaults.<setting>` for all",
            Scope.STORE, "`millrace.listeners.<listener>.state.<store>.<setting>`",
            Scope.WINDOW, "`millrace.listeners.<listener>.windows.<window>.<setting>`");

    private SettingsReference() {}

    /** In Markdown. */
    public static String page() {
        StringBuilder page = new StringBuilder();
        page.append("# Configuration reference\n\n")
                .append(
                        "Written from the code; `kafka.*` beside it is micronaut-kafka's and goes to the clients as it is.\n")
                .append(
                        "Precedence: framework default, `millrace.defaults`, annotation, `millrace.listeners.<name>`.\n")
                .append(
                        "A setting that does not exist, or a value that cannot be, stops the start; all of them are told")
                .append(" at once.\nReal topic names are given by `millrace.topics.names.<name in the code>`.\n");
        for (Scope scope : Scope.values()) {
            page.append("\n## ").append(scope.title).append("\n\n");
            page.append(WHERE.get(scope)).append("\n\n");
            page.append("| setting | default | write | meaning |\n|---|---|---|---|\n");
            Settings.all().stream().filter(setting -> setting.scope() == scope).forEach(setting -> row(setting, page));
        }
        return page.toString();
    }

    private static void row(Setting<?> setting, StringBuilder page) {
        String standard = setting.standard();
        page.append("| `")
                .append(setting)
                .append("` | ")
                .append(standard == null ? "" : "`" + standard + "`")
                .append(" | ")
                .append(setting.form().allowed())
                .append(" | ")
                .append(setting.meaning())
                .append(" |\n");
    }
}
