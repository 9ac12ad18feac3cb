package io.millrace.demo.run;

import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;

/**
 * Runs the main class that its first argument names for as long as the process that started it lives: a replica must not
 * outlive the driver, not even one that was killed. What tells is the end of the standard input, which the driver holds
 * open and never writes to; the system closes it with the driver's death.
 */
public final class Tether {
    private Tether() {}

    public static void main(String[] args) throws ReflectiveOperationException {
        Thread watch = new Thread(Tether::followTheDriver, "demo-tether");
        watch.setDaemon(true);
        watch.start();
        Method main = Class.forName(args[0]).getMethod("main", String[].class);
        main.setAccessible(true); // its class need not be public
        main.invoke(null, (Object) new String[0]);
    }

    private static void followTheDriver() {
        InputStream driver = System.in;
        try {
            while (driver.read() >= 0) {
                // nothing is ever said here
            }
        } catch (IOException gone) {
            // as good as its end
        }
        Runtime.getRuntime().halt(1);
    }
}
