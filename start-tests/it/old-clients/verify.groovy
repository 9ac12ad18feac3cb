String log = new File(basedir, 'build.log').text
assert log.contains('MR-0109')
assert log.contains('<artifactId>kafka-clients</artifactId>')

// The lines that the error and the docs tell to paste are those that work in the build of 'bom'.
String pom = new File(basedir.parentFile, 'bom/pom.xml').text
String page = new File(basedir.parentFile.parentFile.parentFile.parentFile, 'docs/getting-started.md').text
['kafka.version', 'micronaut.core.version', 'netty.version'].each { name ->
    String line = (pom =~ "<${name}>.*</${name}>")[0]
    assert log.contains(line)
    assert page.contains(line)
}
return true
