package io.millrace.demo;

import io.millrace.demo.problem.Problem;
import io.millrace.demo.report.Report;
import io.millrace.demo.run.Kills;
import io.millrace.demo.run.Plan;
import io.millrace.demo.run.Run;
import io.millrace.demo.run.Screen;
import java.io.PrintStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Goes through crash points one after the other, with a run for each, and sums up in a table. */
final class CrashTour {
    private record Stop(Kills.At at, boolean exact, Duration took) {
        String line() {
            return String.format(
                    Locale.ROOT,
                    "  %-30s %-5s %6.1f s   %s",
                    at.point(),
                    exact ? "yes" : "NO",
                    took.toMillis() / 1e3,
                    at.point().trouble().text());
        }
    }

    private final Planner planner;
    private final Screen screen;
    private final PrintStream out;
    private final List<Stop> stops = new ArrayList<>();

    CrashTour(Planner planner, Screen screen, PrintStream out) {
        this.planner = planner;
        this.screen = screen;
        this.out = out;
    }

    /** Whether each point was reached, and everything came out exact each time. What was not is reported at once. */
    boolean visit(List<Kills.At> points) throws InterruptedException {
        for (Kills.At at : points) {
            out.println();
            out.println(at.point() + ", " + (stops.size() + 1) + " of " + points.size());
            Duration before = screen.elapsed();
            boolean exact = visit(at);
            stops.add(new Stop(at, exact, screen.elapsed().minus(before)));
        }
        out.println();
        out.printf("  %-30s %-5s %8s   %s%n", "crash point", "exact", "time", "what brought a replica there");
        stops.forEach(stop -> out.println(stop.line()));
        long exact = stops.stream().filter(Stop::exact).count();
        out.println("crash points reached, with features exact: " + exact + "/" + points.size());
        return exact == points.size();
    }

    private boolean visit(Kills.At at) throws InterruptedException {
        // A wrong option or a broken file is the same for all points: it ends the tour.
        Plan plan = planner.plan(at);
        try {
            Report report = new Run(plan, screen).execute();
            if (!report.exact()) {
                report.lines().forEach(out::println);
            }
            return report.exact();
        } catch (Problem unfinished) {
            out.println(unfinished.getMessage());
            return false;
        }
    }
}
