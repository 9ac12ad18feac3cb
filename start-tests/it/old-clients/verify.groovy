String log = new File(basedir, 'build.log').text
assert log.contains('MR-0109')
assert log.contains('<artifactId>kafka-clients</artifactId>')
return true
