import java.util.concurrent.LinkedBlockingQueue
import java.util.concurrent.TimeUnit

/** A service as a process: its output line by line, and an end that leaves nothing behind. */
class Service {
    static final long PATIENCE_SECONDS = 120

    List<String> maven(String... arguments) {
        String home = System.getProperty('maven.home')
        return [home == null ? 'mvn' : new File(home, 'bin/mvn').path, '-B', *arguments]
    }

    List<String> java(File project) {
        String java = new File(System.getProperty('java.home'), 'bin/java').path
        String libraries = new File(project, 'target/class-path').text.trim()
        return [java, '-Dmicronaut.server.port=-1', '-cp', "${project}/target/classes:${libraries}", 'com.example.orders.Application']
    }

    /** Starts it, waits for its address, asks for its health and whatever else, ends it. */
    void answersHealth(File project, List<String> command, Map<String, String> alsoThere = [:]) {
        run(project, command) { LinkedBlockingQueue<String> lines ->
            String address = await(lines, /.*Server Running: (http:\S+).*/)
            String health = health(address)
            assert health.contains('"status":"UP"') : health
            alsoThere.each { path, text ->
                String page = new URL(address + path).text
                assert page.contains(text) : page
            }
        }
    }

    /** 503 while tasks are being opened is the right answer, and not the last one. */
    private static String health(String address) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)
        while (true) {
            def connection = new URL(address + '/health').openConnection()
            connection.readTimeout = 20_000
            if (connection.responseCode == 200 || System.nanoTime() > deadline) {
                return connection.inputStream.text
            }
            connection.disconnect()
            Thread.sleep(200)
        }
    }

    /** Starts it and waits for a line of output like that. */
    void says(File project, List<String> command, String pattern) {
        run(project, command) { LinkedBlockingQueue<String> lines -> await(lines, pattern) }
    }

    private void run(File project, List<String> command, Closure check) {
        // GStrings are no strings for Java.
        Process process = new ProcessBuilder(command.collect { it.toString() }).directory(project).redirectErrorStream(true).start()
        LinkedBlockingQueue<String> lines = new LinkedBlockingQueue<>()
        Thread.startDaemon { process.inputStream.eachLine { lines.add(it) }; lines.add('(ended)') }
        try {
            check(lines)
        } finally {
            process.descendants().forEach { it.destroy() }
            process.destroy()
            process.waitFor()
        }
    }

    private static String await(LinkedBlockingQueue<String> lines, String pattern) {
        List<String> seen = []
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS)
        String line
        while ((line = lines.poll(deadline - System.nanoTime(), TimeUnit.NANOSECONDS)) != null) {
            seen << line
            def match = line =~ pattern
            if (match.matches()) {
                return match.groupCount() > 0 ? match.group(1) : line
            }
            if (line == '(ended)') {
                break
            }
        }
        throw new AssertionError("no line like ${pattern} in:\n" + seen.join('\n'))
    }
}

return new Service()
