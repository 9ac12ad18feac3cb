File project = new File(basedir, 'orders')
['.dockerignore', 'Dockerfile', 'README.md'].each { assert new File(project, it).file }
assert !new File(project, 'README.md').text.contains('${')
assert new File(project, 'target/surefire-reports').list().any { it.contains('OrderTotalsTest') }
List<String> libraries = new File(project, 'target/lib').list() as List
assert libraries.any { it.startsWith('millrace-0') } || libraries.any { it ==~ /millrace-\d.*jar/ }
assert libraries.findAll { it ==~ /netty-(common|buffer|codec|handler|resolver|transport).*/ && !it.contains('multipart') }.collect { (it =~ /-(\d[\w.]*)\.jar/)[0][1] }.unique().size() == 1
assert !libraries.any { it.startsWith('millrace-dev') || it.contains('kafka_2.13') || it.contains('junit') }

def service = evaluate(new File(basedir.parentFile.parentFile.parentFile, 'it/service.groovy'))
service.answersHealth(project, service.maven('mn:run', '-Dmn.appArgs=-micronaut.server.port=-1',
    "-Dmaven.repo.local=${localRepositoryPath}", '-s', new File(basedir.parentFile, 'interpolated-settings.xml').path),
    ['/prometheus': 'millrace_tasks', '/health': 'order-totals'])
return true
