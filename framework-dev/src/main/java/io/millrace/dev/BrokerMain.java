package io.millrace.dev;

import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Runs a dev broker from the command line until it is interrupted. */
public final class BrokerMain {

    static final String HELP =
            """
            Runs a Kafka broker on 127.0.0.1 until it is interrupted (Ctrl-C).

            usage: java -cp <class path> io.millrace.dev.BrokerMain [options]
              --port N          where it listens; default 9092, 0 picks a free port
              --data FOLDER     where it keeps data and logs; default target/millrace
              --keep            keep topics when it ends; default: it starts empty and leaves logs only
              --heap MB         most heap of the broker's JVM in MiB; default 512
              --set NAME=VALUE  a broker setting; may be repeated
              --help            this text
            """;

    private BrokerMain() {}

    /** Exit code 0 after an interrupt or {@code --help}, 1 if the broker cannot run, 2 for wrong arguments. */
    public static void main(String[] args) throws InterruptedException {
        System.exit(run(List.of(args), System.out, System.err));
    }

    static int run(List<String> args, PrintStream out, PrintStream err) throws InterruptedException {
        if (args.contains("--help")) {
            out.print(HELP);
            return 0;
        }
        DevBroker.Options options;
        try {
            options = parse(args);
        } catch (DevBrokerException wrong) {
            err.println(wrong.getMessage());
            err.print(HELP);
            return 2;
        }
        try (DevBroker broker = DevBroker.start(options)) {
            Runtime.getRuntime().addShutdownHook(new Thread(broker::close, "millrace-broker-close"));
            out.println("bootstrap.servers=" + broker.bootstrapServers());
            out.println("pid " + broker.pid() + ", log " + broker.log() + ", Ctrl-C ends it");
            new CountDownLatch(1).await();
            return 0;
        } catch (DevBrokerException failed) {
            err.println(failed.getMessage());
            return 1;
        }
    }

    static DevBroker.Options parse(List<String> args) {
        DevBroker.Options options = DevBroker.Options.temporary()
                .in(Path.of("target", "millrace"))
                .onPort(9092)
                .withJvmArgs("-Xmx512m");
        Iterator<String> rest = args.iterator();
        while (rest.hasNext()) {
            String option = rest.next();
            options = switch (option) {
                case "--keep" -> options.keepingData();
                case "--port" -> options.onPort(number(option, value(option, rest)));
                case "--heap" -> options.withJvmArgs("-Xmx" + number(option, value(option, rest)) + "m");
                case "--data" -> options.in(Path.of(value(option, rest)));
                case "--set" -> {
                    String[] setting = value(option, rest).split("=", 2);
                    if (setting.length != 2) {
                        throw wrong("--set takes NAME=VALUE");
                    }
                    yield options.with(setting[0], setting[1]);
                }
                default -> throw wrong("unknown option " + option);
            };
        }
        return options;
    }

    private static String value(String option, Iterator<String> rest) {
        if (!rest.hasNext()) {
            throw wrong(option + " takes a value");
        }
        return rest.next();
    }

    private static int number(String option, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw wrong(option + " takes a number, not " + text);
        }
    }

    private static DevBrokerException wrong(String what) {
        return new DevBrokerException("MR-0706", what);
    }
}
