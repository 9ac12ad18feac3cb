assert new File(basedir, 'target/surefire-reports').list().any { it.contains('OrderTotalsTest') }
List<String> jars = new File(basedir, 'target/class-path').text.trim().split(File.pathSeparator).collect { new File(it).name }
Set<String> netty = jars.findAll { it.startsWith('netty-') && !it.contains('tcnative') }.collect { (it =~ /(\d[\w.]*)\.jar/)[0][1] } as Set
assert netty == ['4.2.9.Final'] as Set

def service = evaluate(new File(basedir.parentFile.parentFile.parentFile, 'it/service.groovy'))
service.answersHealth(basedir, service.java(basedir))
return true
