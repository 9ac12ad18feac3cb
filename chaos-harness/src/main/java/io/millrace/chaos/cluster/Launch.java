package io.millrace.chaos.cluster;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * How replicas are started.
 *
 * @param program what they run
 * @param folder for their state and logs
 * @param bootstrap the brokers
 * @param settings system properties of the service
 * @param archive options of the virtual machine that name an archive of loaded classes
 */
public record Launch(
        Program program, Path folder, String bootstrap, Map<String, String> settings, List<String> archive) {}
